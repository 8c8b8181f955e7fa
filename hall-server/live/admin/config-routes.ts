import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import {
  type ConfigOverview,
  fileOf,
  PinRequest,
  type PreviewAnswer,
  PreviewRequest,
  type PublishAnswer,
  PublishRequest,
  readHallConfig,
  WithdrawRequest,
} from "../../contract/config-wire.ts";
import type { Ack, AnyRefusal, OpenedCommand } from "../../contract/commands.ts";
import { publishedConfig } from "../../domain/config/apply.ts";
import { previewConfig } from "../../domain/config/preview.ts";
import type { QueueCommand } from "../../domain/hall/commands.ts";
import type { LoggedEvent } from "../../domain/hall/events.ts";
import type { HallState } from "../../domain/hall/state.ts";
import type { Principal } from "../../domain/roles.ts";
import { configIn, type KnownVersion, learnVersion, listVersions } from "./versions.ts";

/** What administrators may do over HTTP, and what they need for it. */
export interface AdminDesk {
  state: () => HallState;
  execute: (request: {
    id: string;
    command: OpenedCommand | QueueCommand;
    principal: Principal;
  }) => Promise<Ack>;
  /** What the log says of configurations after a sequence, in order. */
  configEvents: (after: number) => LoggedEvent[];
  /** One event of the log. */
  eventAt: (seq: number) => LoggedEvent | undefined;
  hasPin: (staff: string) => boolean;
  setPin: (staff: string, pin: string) => Promise<void>;
  /** A new key for a kiosk; the former one is worth nothing from now on. */
  newKioskKey: (kiosk: string) => string;
}

/** Who asks: an administrator's session, or null. */
export type AdminOf = (request: FastifyRequest) => Principal | null;

/** A configuration with a catalogue of thousands of matters, and no more. */
const largestConfig = 4 * 1024 * 1024;

/** Versions of the configuration: look, preview, publish, withdraw; and who may come in. */
export function addConfigRoutes(app: FastifyInstance, desk: AdminDesk, adminOf: AdminOf): void {
  const versions = knownVersions(desk);
  const guarded = <Answer>(
    handle: (request: FastifyRequest, reply: FastifyReply, admin: Principal) => Answer | Promise<Answer>,
  ) => {
    return async (request: FastifyRequest, reply: FastifyReply) => {
      const admin = adminOf(request);
      if (!admin) return refuse(reply, 403, { code: "notAllowed", params: { command: "publishConfig" } });
      return handle(request, reply, admin);
    };
  };
  app.get(
    "/api/config",
    guarded(() => overview(desk, versions())),
  );
  app.get(
    "/api/config/versions/:version",
    guarded((request, reply) => {
      const wanted = Number((request.params as { version: string }).version);
      const known = versions().find(({ version }) => version === wanted);
      const config = known && configIn(desk.eventAt(known.seq));
      return config ? { config: fileOf(config) } : refuse(reply, 404, { code: "unknownVersion", params: {} });
    }),
  );
  app.post(
    "/api/config/preview",
    { bodyLimit: largestConfig },
    guarded((request, reply) => {
      const parsed = PreviewRequest.safeParse(request.body);
      if (!parsed.success) return refuse(reply, 400, { code: "malformed", params: {} });
      const read = readHallConfig(parsed.data.config);
      const answer: PreviewAnswer = read.ok
        ? { ok: true, preview: previewConfig(desk.state(), read.config, parsed.data.from) }
        : read;
      return answer;
    }),
  );
  app.post(
    "/api/config/publish",
    { bodyLimit: largestConfig },
    guarded(async (request, reply, principal) => {
      const parsed = PublishRequest.safeParse(request.body);
      if (!parsed.success) return refuse(reply, 400, { code: "malformed", params: {} });
      const { id, config: raw, ...rest } = parsed.data;
      const read = readHallConfig(raw);
      if (!read.ok) return read satisfies PublishAnswer;
      const command = { type: "publishConfig", config: read.config, ...rest } as const;
      return desk.execute({ id, command, principal });
    }),
  );
  app.post(
    "/api/config/withdraw",
    guarded(async (request, reply, principal) => {
      const parsed = WithdrawRequest.safeParse(request.body);
      if (!parsed.success) return refuse(reply, 400, { code: "malformed", params: {} });
      return desk.execute({ id: parsed.data.id, command: { type: "withdrawConfig" }, principal });
    }),
  );
  app.post(
    "/api/staff/:id/pin",
    guarded(async (request, reply) => {
      const { id } = request.params as { id: string };
      const parsed = PinRequest.safeParse(request.body);
      if (!parsed.success) return refuse(reply, 400, { code: "malformed", params: {} });
      if (!desk.state().config.staff.some((member) => member.id === id))
        return refuse(reply, 404, { code: "unknownPlace", params: {} });
      await desk.setPin(id, parsed.data.pin);
      return reply.code(204).send();
    }),
  );
  app.post(
    "/api/kiosks/:id/key",
    guarded((request, reply) => {
      const { id } = request.params as { id: string };
      if (!desk.state().config.kiosks.some((kiosk) => kiosk.id === id))
        return refuse(reply, 404, { code: "unknownPlace", params: {} });
      return { key: desk.newKioskKey(id) };
    }),
  );
}

/** The list of versions, read from the log as far as it has grown since it was last asked for. */
function knownVersions(desk: AdminDesk): () => readonly KnownVersion[] {
  let known: readonly KnownVersion[] = [];
  let readTo = 0;
  return () => {
    const events = desk.configEvents(readTo);
    known = events.reduce(learnVersion, known);
    readTo = events.at(-1)?.seq ?? readTo;
    return known;
  };
}

function overview(desk: AdminDesk, versions: readonly KnownVersion[]): ConfigOverview {
  const state = desk.state();
  const { scheduled } = state;
  return {
    version: state.version,
    lastVersion: state.lastVersion,
    day: state.day,
    config: fileOf(publishedConfig(state)),
    scheduled: scheduled && {
      version: scheduled.version,
      day: scheduled.day,
      config: fileOf(scheduled.config),
    },
    versions: listVersions(versions, state),
    withPin: state.config.staff.map(({ id }) => id).filter(desk.hasPin),
    rejected: [...state.config.catalogue.rejected],
  };
}

export function refuse(reply: FastifyReply, status: number, refusal: AnyRefusal) {
  return reply.code(status).send({ refusal });
}
