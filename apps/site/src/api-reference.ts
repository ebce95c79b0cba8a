import { join } from 'node:path'
import { Application, type Context, Converter, type SourceReference } from 'typedoc'
import { entryPoints } from './entry-points.ts'
import { site } from './folder.ts'
import { GENERATED, root } from './repository.ts'

/** Where the reference is written. */
const folder = join(root, GENERATED, 'api')

/**
 * Writes the reference of every entry point of every package, in Markdown, of the comments that stand beside the code. Throws where an
 * export has none, or a comment links to what is not there.
 */
export async function writeApiReference(): Promise<void> {
  const points = entryPoints()
  const app = await Application.bootstrapWithPlugins({
    plugin: ['typedoc-plugin-markdown'],
    out: folder,
    entryPoints: points.map(({ source }) => join(root, source)),
    tsconfig: join(site, 'tsconfig.api.json'),
    // Types are checked elsewhere.
    skipErrorChecking: true,
    basePath: root,
    disableGit: true,
    sourceLinkTemplate: '/packages/{path}#line-{line}',
    readme: 'none',
    excludeExternals: true,
    validation: { notExported: false, invalidLink: true, notDocumented: true },
    requiredToBeDocumented: ['Variable', 'Function', 'Class', 'Interface', 'TypeAlias'],
    treatValidationWarningsAsErrors: true,
    logLevel: 'Warn',
    // Of the Markdown.
    outputs: [{ name: 'markdown', path: folder }],
    outputFileStrategy: 'modules',
    entryFileName: 'index',
    hideBreadcrumbs: true,
    hidePageHeader: true,
    hideGroupHeadings: true,
    useCodeBlocks: true,
    parametersFormat: 'table',
    interfacePropertiesFormat: 'table',
    typeDeclarationFormat: 'table',
    tableColumnSettings: { hideSources: true, hideModifiers: true },
  } as Parameters<typeof Application.bootstrapWithPlugins>[0])
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }: Context) => {
    for (const module of project.children ?? []) {
      const path = module.sources?.[0]?.fullFileName
      module.name = points.find(({ source }) => join(root, source) === path)?.name ?? module.name
    }
    for (const reflection of Object.values(project.reflections)) {
      if (
        (reflection.isDeclaration() || reflection.isSignature()) &&
        reflection.sources?.every(isOurs) === false
      )
        delete reflection.sources
    }
  })
  const project = await app.convert()
  if (!project) throw new Error('The sources do not compile.')
  app.validate(project)
  if (app.logger.hasErrors() || app.logger.hasWarnings())
    throw new Error('The comments of the packages are not complete: the lines above say which.')
  await app.generateOutputs(project)
}

/** What an error inherits is declared by TypeScript. */
const isOurs = ({ fullFileName }: SourceReference): boolean => !fullFileName.includes('/node_modules/')
