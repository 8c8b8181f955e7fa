import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { Bench } from "./bench.ts";
import { padKeyNames } from "./state.ts";

/** The page's API. Every body is validated here and nowhere else; every change answers with the new state. */

const actions = {
  "reader/lay": z.strictObject({
    card: z.string().min(1).max(64),
    removeMidRead: z.boolean().default(false),
  }),
  "reader/lift": z.strictObject({}),
  "reader/plug": z.strictObject({ plugged: z.boolean() }),
  "printer/plug": z.strictObject({ plugged: z.boolean() }),
  "printer/paper": z.strictObject({ paper: z.enum(["ok", "nearEnd", "out"]) }),
  "printer/cover": z.strictObject({ open: z.boolean() }),
  "printer/cutter": z.strictObject({ jammed: z.boolean() }),
  "printer/next": z.strictObject({ fault: z.enum(["nothing", "runOut", "unplug", "cutter"]) }),
  "printer/quirks": z.strictObject({
    garbage: z.boolean(),
    losesAcknowledgement: z.boolean(),
    printsNothing: z.boolean(),
    keepsMemory: z.boolean(),
  }),
  "slips/clear": z.strictObject({}),
  "pad/press": z.strictObject({ address: z.int().min(0).max(255), key: z.enum(padKeyNames) }),
};

type Actions = typeof actions;

type Handlers = {
  [Name in keyof Actions]: (bench: Bench, body: z.infer<Actions[Name]>) => boolean | undefined | void;
};

/** False: what the body names is not there. */
const handlers: Handlers = {
  "reader/lay": (bench, body) => bench.lay(body),
  "reader/lift": (bench) => bench.lift(),
  "reader/plug": (bench, body) => bench.plugReader(body.plugged),
  "printer/plug": (bench, body) => bench.plugPrinter(body.plugged),
  "printer/paper": (bench, body) => bench.setPaper(body.paper),
  "printer/cover": (bench, body) => bench.setCover(body.open),
  "printer/cutter": (bench, body) => bench.setCutter(body.jammed),
  "printer/next": (bench, body) => bench.setNext(body.fault),
  "printer/quirks": (bench, body) => bench.setQuirks(body),
  "slips/clear": (bench) => bench.clearSlips(),
  "pad/press": (bench, { address, key }) => bench.windows.press(address, key),
};

function addAction<Name extends keyof Actions>(server: FastifyInstance, bench: Bench, name: Name): void {
  server.post(`/api/${name}`, async (request, reply) => {
    const body = (actions[name] as unknown as z.ZodType<z.infer<Actions[Name]>>).safeParse(
      request.body ?? {},
    );
    if (!body.success)
      return reply
        .code(400)
        .send({ error: "badRequest", issues: body.error.issues.map((issue) => issue.message) });
    if (handlers[name](bench, body.data) === false) return reply.code(404).send({ error: "notFound" });
    return bench.state();
  });
}

/** Lives as long as the page: the state now and after every change, several changes at once told as one. */
function streamState(bench: Bench, request: FastifyRequest, reply: FastifyReply): void {
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, {
    ...(reply.getHeaders() as Record<string, string>),
    "content-type": "text/event-stream",
    "cache-control": "no-store",
  });
  let due: NodeJS.Immediate | undefined;
  const send = (): void => {
    due = undefined;
    raw.write(`data: ${JSON.stringify(bench.state())}\n\n`);
  };
  const stop = bench.onChange(() => {
    due ??= setImmediate(send);
  });
  request.raw.once("close", () => {
    stop();
    clearImmediate(due);
    raw.end();
  });
  send();
}

function addSlips(server: FastifyInstance, bench: Bench): void {
  server.get<{ Params: { file: string } }>("/api/slips/:file", async (request, reply) => {
    const [, id, kind] = /^(\d{1,9})\.(png|txt|bin)$/.exec(request.params.file) ?? [];
    const slip = bench.slip(Number(id));
    if (slip === null || (kind === "png" && slip.png === null))
      return reply.code(404).send({ error: "notFound" });
    if (kind === "txt") return reply.type("text/plain; charset=utf-8").send(slip.text);
    // The number of a slip is never given to another one.
    void reply.header("cache-control", "private, max-age=3600");
    if (kind === "png") return reply.type("image/png").send(Buffer.from(slip.png ?? []));
    return reply.type("application/octet-stream").send(Buffer.from(slip.bytes));
  });
}

/** Adds the API to a server. */
export function addApi(server: FastifyInstance, bench: Bench): void {
  server.removeContentTypeParser("text/plain");
  server.get("/api/state", async () => bench.state());
  server.get("/api/events", (request, reply) => streamState(bench, request, reply));
  for (const name of Object.keys(actions) as (keyof Actions)[]) addAction(server, bench, name);
  addSlips(server, bench);
}
