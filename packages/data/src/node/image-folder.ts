import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { allocate, ArgumentError, checkString, FormatError, type Samples } from '@bilayer/core'
import { decodePng, type Picture } from '../images/png.ts'
import { readingFailed } from './file.ts'

/** Pictures of one size, each with the name of its class. */
export interface LabelledPictures {
  /** height × width × channels numbers from 0 to 1 in each. */
  readonly X: Samples
  readonly labels: readonly string[]
  readonly width: number
  readonly height: number
  /** 1 for grey, 3 for red, green and blue. */
  readonly channels: 1 | 3
}

/**
 * The PNG pictures in a folder that has a folder for each class, by whose names they are labelled, in the order of the names. What begins
 * with a dot is left out.
 *
 * Rejects with `FormatError`, which names the file, for one that is no PNG picture, or not of the size and the channels of the first, and
 * with `ArgumentError` where there is no such folder, or nothing in it.
 */
export async function imageFolder(path: string): Promise<LabelledPictures> {
  checkString('path', path, 'digits/train')
  const files = await filesIn(path)
  const [first, ...others] = files
  if (first === undefined) {
    throw new ArgumentError(
      `${path} holds no pictures; it must hold a folder for each class, with PNG pictures.`,
    )
  }
  const { width, height, channels, values } = await readPicture(first.path)
  const size = values.length
  const all = allocate('imageFolder', files.length * size)
  all.set(values)
  for (const [i, file] of others.entries()) {
    const picture = await readPicture(file.path)
    if (picture.width !== width || picture.height !== height || picture.channels !== channels) {
      throw new FormatError(
        `${file.path} is ${sizeOf(picture)}, and ${first.path} ${sizeOf({ width, height, channels })}; all must be alike.`,
      )
    }
    all.set(picture.values, (i + 1) * size)
  }
  return {
    X: { values: all, count: files.length, size },
    labels: files.map(({ label }) => label),
    width,
    height,
    channels,
  }
}

interface PictureFile {
  readonly path: string
  readonly label: string
}

async function filesIn(path: string): Promise<PictureFile[]> {
  const files: PictureFile[] = []
  for (const { name: label, isFolder } of await entriesOf(path)) {
    const folder = join(path, label)
    if (!isFolder) throw new FormatError(`${folder} is no folder; ${path} must hold a folder for each class.`)
    for (const { name } of await entriesOf(folder)) {
      const file = join(folder, name)
      if (!name.toLowerCase().endsWith('.png')) throw new FormatError(`${file} is no PNG picture.`)
      files.push({ path: file, label })
    }
  }
  return files
}

async function entriesOf(path: string): Promise<{ name: string; isFolder: boolean }[]> {
  try {
    const entries = await readdir(path, { withFileTypes: true })
    return entries
      .filter(({ name }) => !name.startsWith('.'))
      .map((entry) => ({ name: entry.name, isFolder: entry.isDirectory() }))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1))
  } catch (cause) {
    throw readingFailed(path, cause)
  }
}

async function readPicture(path: string): Promise<Picture> {
  try {
    return decodePng(await readFile(path))
  } catch (cause) {
    throw readingFailed(path, cause)
  }
}

const sizeOf = ({ width, height, channels }: Pick<Picture, 'width' | 'height' | 'channels'>): string =>
  `${width} × ${height} in ${channels === 1 ? 'grey' : 'colour'}`
