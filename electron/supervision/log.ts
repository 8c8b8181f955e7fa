/** One line of JSON each on stderr, without personal data. */
export function log(event: string, detail?: string): void {
  process.stderr.write(`${JSON.stringify({ shell: event, ...(detail === undefined ? {} : { detail }) })}\n`);
}
