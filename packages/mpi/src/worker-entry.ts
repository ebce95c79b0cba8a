/**
 * A module of one import, the script. A worker inherits the options of its process, by which modules are found; one of them,
 * `--input-type`, is refused for a script, but not for this.
 */
export const entryOf = (script: URL): URL =>
  new URL(`data:text/javascript,${encodeURIComponent(`import ${JSON.stringify(script.href)}`)}`)
