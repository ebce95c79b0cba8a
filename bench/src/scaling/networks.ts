import type { Network } from './network.ts'

/** A network that is not here: what the literature says of it. */
export interface KnownNetwork {
  readonly name: string
  /** Seconds from one program to another, of a small message: L + 2o. */
  readonly latency: number
  /** Bits per second of one link. */
  readonly bandwidth: number
  readonly source: string
}

export const knownNetworks: readonly KnownNetwork[] = [
  {
    name: '25 Gbit/s Ethernet, TCP',
    latency: 15e-6,
    bandwidth: 25e9,
    source:
      'D. Firestone et al., Azure Accelerated Networking: SmartNICs in the Public Cloud, NSDI 2018: less than 15 µs between virtual machines over TCP',
  },
  {
    name: '200 Gbit/s InfiniBand',
    latency: 1.2e-6,
    bandwidth: 200e9,
    source:
      'Microsoft, HBv3-series performance (HDR InfiniBand): 1.2 µs for 1 byte by the OSU microbenchmarks',
  },
]

/** The costs of messages there, between machines that compute and call MPI as this one does. */
export const networkOf = ({ latency, bandwidth }: KnownNetwork, here: Network): Network => ({
  ...here,
  latency,
  perByte: 8 / bandwidth,
  perByteCopied: 0,
})
