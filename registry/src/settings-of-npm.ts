/** The file `.npmrc` of a project that installs from that registry or publishes to it. Verdaccio takes any word for a token. */
export const settingsOfNpm = (registry: string): string => `registry=${registry}
${registry.slice('http:'.length)}:_authToken=anybody
audit=false
fund=false
prefer-offline=true
update-notifier=false
`
