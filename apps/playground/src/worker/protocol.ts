import type { GradientCheck, LossName, Target, Trial, Workload } from 'bilayer'
import type { ProblemKind } from '../data-sets/problem.ts'
import type { BackendName, Settings, TermName } from '../state/settings.ts'

/*
 * What the page and the training worker say to each other. Typed arrays of an answer are handed over, not copied.
 */

/** What the page may ask the worker for: each answer is a promise. */
export interface TrainerCalls {
  /** Takes a data file of the user's, in the place of the one before. */
  readonly takeFile: (name: string, bytes: Uint8Array<ArrayBuffer>) => FileFacts
  /** A new network on its backend, with its data. The run before it is given up. */
  readonly begin: (settings: Settings) => RunFacts
  readonly start: () => void
  readonly pause: () => void
  /** Takes one step, or as many as an epoch still has, and pauses. */
  readonly advance: (by: 'step' | 'epoch') => void
  /** Steps a second from now on; ∞ for as many as there is time for. A run to come has it from its settings. */
  readonly setSpeed: (stepsPerSecond: number) => void
  /** Goes on on another backend, with the same numbers. */
  readonly switchTo: (backend: BackendName) => BackendFacts
  /** Goes on, after a failure, on another backend, from the last numbers that were kept. */
  readonly recover: (backend: BackendName) => RunFacts
  /** How the network is now, once the step at hand is done. */
  readonly frame: (wanted: FrameRequest) => Frame
  /** What can be computed on here, and why not on the others. */
  readonly backends: () => readonly BackendRow[]
  /** Times a network's steps on every backend, and tells which is the fastest. */
  readonly fastest: (workload: Workload) => readonly Trial[]
  /** One step on so many of the samples, with all that passes through it. */
  readonly derive: (samples: number) => Derivation
  /** The gradients on so many of the samples, held against central differences. */
  readonly checkGradients: (samples: number, broken: BrokenTerm | undefined) => GradientCheck
  /** The network as it is now, as a file. */
  readonly modelFile: (format: ModelFormat) => Uint8Array<ArrayBuffer>
  /** The network's answer to a picture: a share for each class. */
  readonly readPicture: (pixels: Float32Array<ArrayBuffer>) => Float32Array<ArrayBuffer>
  /** Trains the same network on each of the backends in turn. Events tell how far they are. */
  readonly startRace: (backends: readonly BackendName[]) => void
  readonly stopRace: () => void
}

/** A training step, as it was taken. */
export interface Derivation {
  /** When: epochs and steps that were finished. */
  readonly epoch: number
  readonly step: number
  readonly loss: LossName
  readonly matrices: readonly TracedMatrix[]
}

/** A matrix that was read, row by row. */
export interface TracedMatrix {
  /** As `traceStep` names it: X, W1, Z1, … */
  readonly name: string
  readonly rows: number
  readonly cols: number
  readonly values: Float32Array<ArrayBuffer>
}

/** A term of the formulas that is wrong on purpose: R, σ′, W on the way back, or a gradient, of one layer, times a factor. */
export interface BrokenTerm {
  readonly term: TermName
  /** 1 for the first. */
  readonly layer: number
  readonly factor: number
}

/** The kinds of files that a network can be taken away in. */
export type ModelFormat = 'safetensors' | 'onnx' | 'module'

/** Both sides of the training worker. */
export interface TrainerProtocol {
  readonly calls: TrainerCalls
  readonly event: TrainerEvent
}

/** What the worker tells unasked. */
export type TrainerEvent =
  | { readonly kind: 'phase'; readonly phase: Phase }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'race'; readonly racers: readonly Racer[] }

/** What a run does. */
export type Phase = 'ready' | 'running' | 'paused' | 'finished' | 'failed'

/** An error, as it travels between threads. */
export interface Failure {
  /** The class of the error, such as `DivergedError`. */
  readonly name: string
  readonly message: string
  /** Whether `recover` has numbers to go on from. */
  readonly isRecoverable?: boolean
}

/** A backend, as it is listed. */
export interface BackendRow {
  readonly name: BackendName
  readonly available: boolean
  /** The device where it is known, or why there is none. */
  readonly note: string
}

/** The backend that a run is on. */
export interface BackendFacts {
  readonly name: BackendName
  readonly device: string
  readonly mode: string
}

/** A data file, once it is read. */
export interface FileFacts {
  readonly name: string
  readonly rows: number
  readonly columns: readonly string[]
}

/** What a run is about. */
export interface RunFacts {
  readonly kind: ProblemKind
  readonly backend: BackendFacts
  /** The sizes of the layers, from the inputs to the outputs. */
  readonly layers: readonly number[]
  readonly target: Target
  /** What goes into the network, in words; empty where there is too much to name. */
  readonly inputs: readonly string[]
  readonly trainCount: number
  readonly testCount: number
  /** Steps in an epoch. */
  readonly stepsPerEpoch: number
  /** Where the data lie; of a plane or a curve. */
  readonly window?: PlaneWindow
  /** What the edges of the window stand for. */
  readonly axes?: Axes
  /** Of a plane or a curve. */
  readonly points?: Points
}

/** A part of the plane. */
export interface PlaneWindow {
  readonly left: number
  readonly right: number
  readonly bottom: number
  readonly top: number
}

/** What lies along the edges of a picture. */
export interface Axes {
  readonly across: Axis
  readonly up: Axis
}

/** A quantity along an edge, from one end to the other, in the units of the data. */
export interface Axis {
  readonly name: string
  readonly from: number
  readonly to: number
}

/**
 * The first of the samples that can be drawn, three numbers each: x, y, and the class; of a quantity 0 below its mean and 1 above, and 0
 * of a curve.
 */
export interface Points {
  readonly train: Float32Array<ArrayBuffer>
  readonly test: Float32Array<ArrayBuffer>
}

/** What a frame is to have, beside its numbers. */
export interface FrameRequest {
  readonly surface: boolean
  readonly neurons: boolean
  readonly histograms: boolean
  readonly misread: boolean
}

/** How the network is at one moment. */
export interface Frame {
  readonly epoch: number
  readonly step: number
  readonly samples: number
  /** Milliseconds that its steps took so far, without the pictures. */
  readonly milliseconds: number
  /** Milliseconds that the frame itself took: no steps were taken meanwhile. */
  readonly cost: number
  readonly curve: LossCurve
  readonly scores: Scores
  readonly surface?: Surface
  /** For each hidden layer, what each of its first neurons gives. */
  readonly neurons?: readonly NeuronPictures[]
  /** With `neurons`: the weights into each layer, outputs × inputs, scaled to −1 … 1; none where there are too many to draw. */
  readonly links?: readonly (Float32Array<ArrayBuffer> | undefined)[]
  readonly histograms?: readonly LayerHistograms[]
  readonly misread?: Misread
}

/** The losses of finished epochs, thinned where there are many. */
export interface LossCurve {
  readonly epochs: Float64Array<ArrayBuffer>
  /** The mean loss of the epoch's batches, each before its step. */
  readonly train: Float64Array<ArrayBuffer>
  /** The loss of the samples to test by, after the epoch. */
  readonly test: Float64Array<ArrayBuffer>
}

/** How good the network is now: shares of right answers of a classifier; R² of a quantity. */
export interface Scores {
  readonly train: number
  readonly test: number
}

/** What the network answers all over the window, row by row from the top. */
export interface Surface {
  readonly side: number
  /** Of a plane: the likeliest class of each place … */
  readonly classes: Uint8Array<ArrayBuffer>
  /** … and how sure that is, from 0 to 1. Of a curve, the height at each of `side` places. */
  readonly values: Float32Array<ArrayBuffer>
}

/** What the neurons of a hidden layer give, as pictures one after the other. */
export interface NeuronPictures {
  /** All there are; pictures are of the first of them. */
  readonly neurons: number
  readonly width: number
  readonly height: number
  /** Each picture's numbers, row by row, scaled to −1 … 1. */
  readonly values: Float32Array<ArrayBuffer>
}

/** How the weights of a layer, and their gradients, are spread. */
export interface LayerHistograms {
  readonly layer: number
  readonly weights: Histogram
  readonly gradients: Histogram
}

/** Counts of numbers in ranges of one width. */
export interface Histogram {
  readonly from: number
  readonly to: number
  readonly counts: Uint32Array<ArrayBuffer>
}

/** Pictures to test by that the network takes for something else, the surest mistakes first. */
export interface Misread {
  /** All there are. */
  readonly count: number
  readonly pixels: Float32Array<ArrayBuffer>
  readonly truth: Uint8Array<ArrayBuffer>
  readonly answers: Uint8Array<ArrayBuffer>
}

/** One of the networks of a race. */
export interface Racer {
  readonly backend: BackendName
  readonly state: 'starting' | 'racing' | 'finished' | 'failed'
  /** Why it failed. */
  readonly note?: string
  readonly samples: number
  /** Milliseconds of its own turns. */
  readonly milliseconds: number
  readonly epochs: readonly number[]
  readonly losses: readonly number[]
}
