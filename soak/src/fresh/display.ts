/** The command that gives a process a display to draw on, which headless-gl needs: none where there is a display. */
export const withDisplay = (): readonly string[] =>
  process.env['DISPLAY'] === undefined ? ['xvfb-run', '-a', '-s', '-screen 0 1280x1024x24'] : []
