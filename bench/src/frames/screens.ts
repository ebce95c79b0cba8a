/** What the playground trains while its frames are counted: what stands behind `#` in its address. */
export const screens: readonly { readonly name: string; readonly hash: string }[] = [
  { name: 'circles, 8-8', hash: 'data=circles&hidden=8-8' },
  { name: 'spirals, 16-16', hash: 'data=spirals&hidden=16-16' },
  { name: 'sine, 8-8', hash: 'data=sine&hidden=8-8' },
  { name: 'digits, 64', hash: 'data=digits&samples=5000&hidden=64&activation=relu&batch=64&rate=0.003' },
]
