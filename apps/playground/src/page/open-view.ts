import type { Page } from 'playwright'
import { PATIENCE, type PageOptions, type Playground } from './open-page.ts'

/** A view of the page, with what else stands behind `#` in its address, once its code is there. */
export async function openView(
  { browser, url }: Playground,
  view: string,
  { hash = '', width = 1280, colorScheme = 'light' }: PageOptions & { readonly hash?: string } = {},
): Promise<Page> {
  const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme })
  page.setDefaultTimeout(PATIENCE)
  await page.goto(`${url}#view=${view}&${hash}`)
  await page.locator(`.${view}`).waitFor()
  return page
}

/** The sorts of screens that a view must fit. */
export const looks = (['light', 'dark'] as const).flatMap((colorScheme) =>
  [1280, 375].map((width) => ({ colorScheme, width })),
)
