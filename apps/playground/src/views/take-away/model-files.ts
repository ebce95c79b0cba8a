import type { ModelFile } from '../../state/model-actions.ts'

/** The files that there are, and what each is for. */
export const modelFiles: readonly (ModelFile & { readonly label: string; readonly note: string })[] = [
  {
    format: 'safetensors',
    name: 'model.safetensors',
    type: 'application/octet-stream',
    label: 'safetensors',
    note: 'For bilayer (createPredictor), and whatever reads safetensors.',
  },
  {
    format: 'onnx',
    name: 'model.onnx',
    type: 'application/octet-stream',
    label: 'ONNX',
    note: 'For ONNX Runtime in pages, Node.js, Python, C# and more.',
  },
  {
    format: 'module',
    name: 'model.mjs',
    type: 'text/javascript',
    label: 'JavaScript module',
    note: 'predict(rows), in a file that imports nothing.',
  },
]
