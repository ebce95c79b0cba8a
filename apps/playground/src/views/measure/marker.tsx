/** One of six markers, around 0: shapes tell lines apart where colours do not. */
export function Marker({ shape, colour }: { readonly shape: number; readonly colour: string | undefined }) {
  return <path d={shapes[shape % shapes.length]} fill={colour} />
}

const shapes = [
  'M5 0A5 5 0 1 1-5 0A5 5 0 1 1 5 0Z',
  'M-4.5-4.5H4.5V4.5H-4.5Z',
  'M0-6L5.5 4.5H-5.5Z',
  'M0-6.5L6.5 0L0 6.5L-6.5 0Z',
  'M0 6L5.5-4.5H-5.5Z',
  'M-2-6H2V-2H6V2H2V6H-2V2H-6V-2H-2Z',
] as const
