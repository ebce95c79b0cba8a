import { createProject, type Project } from './project.ts'
import type { Setting } from './setting.ts'

/** A project with all packages, installed by npm when it is first asked for. Several checks use it, each with files of its own. */
export function everythingInstalled(setting: Setting): () => Promise<Project> {
  let project: Promise<Project> | undefined
  return () => (project ??= install(setting))
}

async function install(setting: Setting): Promise<Project> {
  const project = await createProject(setting, 'npm')
  await project.install(...setting.packages.map(({ manifest }) => manifest.name))
  return project
}
