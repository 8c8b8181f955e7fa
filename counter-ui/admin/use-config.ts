import { useCallback, useEffect, useState } from "react";
import type {
  ConfigFile,
  ConfigOverview,
  PreviewAnswer,
  PublishAnswer,
} from "../../hall-server/contract/config-wire.ts";
import type { AnyRefusal } from "../../hall-server/contract/commands.ts";
import { newCommandId } from "../../hall-server/contract/command-id.ts";

/** An answer of the hall, or why there is none: the line is down, the session is over, or it was refused. */
export type Asked<T> = { ok: true; value: T } | { ok: false; refusal: AnyRefusal };

async function ask<T>(path: string, body?: unknown): Promise<Asked<T>> {
  try {
    const headers = { "content-type": "application/json" };
    const sent = body === undefined ? {} : { method: "POST", headers, body: JSON.stringify(body) };
    const response = await fetch(path, sent);
    const text = await response.text();
    const value = text === "" ? null : (JSON.parse(text) as unknown);
    if (response.ok) return { ok: true, value: value as T };
    return { ok: false, refusal: (value as { refusal?: AnyRefusal } | null)?.refusal ?? unreachable };
  } catch {
    return { ok: false, refusal: unreachable };
  }
}

const unreachable: AnyRefusal = { code: "unreachable", params: {} };

export const askPreview = (config: ConfigFile, from: string | null) =>
  ask<PreviewAnswer>("/api/config/preview", { config, from });

export interface Publication {
  config: ConfigFile;
  note: string;
  base: number;
  from: string | null;
  evenIfStranded: boolean;
}

/** `id` is made when the question is put, so that a second press is the same publication. */
export const publish = (id: string, publication: Publication) =>
  ask<PublishAnswer>("/api/config/publish", { id, ...publication });
export const withdraw = () => ask<PublishAnswer>("/api/config/withdraw", { id: newCommandId() });
export const versionConfig = (version: number) =>
  ask<{ config: ConfigFile }>(`/api/config/versions/${version}`);
export const setPin = (staff: string, pin: string) =>
  ask<null>(`/api/staff/${encodeURIComponent(staff)}/pin`, { pin });
export const newKioskKey = (kiosk: string) =>
  ask<{ key: string }>(`/api/kiosks/${encodeURIComponent(kiosk)}/key`, {});

/** What is in force, what waits and what there was; asked again after everything that changes it. */
export function useOverview() {
  const [overview, setOverview] = useState<Asked<ConfigOverview> | null>(null);
  const reload = useCallback(async () => setOverview(await ask<ConfigOverview>("/api/config")), []);
  useEffect(() => {
    let isOver = false;
    void ask<ConfigOverview>("/api/config").then((asked) => {
      if (!isOver) setOverview(asked);
    });
    return () => {
      isOver = true;
    };
  }, []);
  return { overview, reload };
}
