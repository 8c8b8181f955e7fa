import type { CatalogueView } from "../../../hall-server/contract/views.ts";

type Listed = CatalogueView["items"][number]["materials"][number];

/** What a visitor should carry, each thing once: to bring first, then what others have already (免提交). */
export type Material =
  | { bring: true; name: Listed["name"]; required: boolean }
  | {
      bring: false;
      name: Listed["name"];
      exempt: Exclude<Listed["exempt"], "none">;
      source: Listed["exemptSource"];
    };

/** A matter of a visitor, with what its case asks for besides. */
export interface Carried {
  id: string;
  materials: readonly Listed[];
}

/** What one matter exempts and another asks for has to be brought. */
export function materialsOf(catalogue: CatalogueView, items: readonly Carried[]): Material[] {
  const byName = new Map<string, Material>();
  const listed = items.flatMap(({ id, materials }) => [
    ...(catalogue.items.find((item) => item.id === id)?.materials ?? []),
    ...materials,
  ]);
  for (const { name, exempt, exemptSource: source, required } of listed) {
    const before = byName.get(name.zh);
    if (exempt === "none")
      byName.set(name.zh, {
        bring: true,
        name,
        required: required || (before?.bring === true && before.required),
      });
    else if (!before) byName.set(name.zh, { bring: false, name, exempt, source });
  }
  return [...byName.values()].toSorted((a, b) => Number(b.bring) - Number(a.bring));
}
