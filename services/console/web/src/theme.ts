import { createTheme, type MantineColorsTuple } from '@mantine/core'

const brand: MantineColorsTuple = [
  '#eef1fd',
  '#dbe1fa',
  '#b5c1f4',
  '#8c9fee',
  '#6a82e8',
  '#546fe5',
  '#4763d9',
  '#3550c8',
  '#2d45ad',
  '#233789',
]
const gray: MantineColorsTuple = [
  '#f7f8fa',
  '#eff1f4',
  '#e4e7ec',
  '#d3d8e0',
  '#b4bcc8',
  '#8d97a6',
  '#5c6675',
  '#4b5463',
  '#313947',
  '#1b212c',
]
const dark: MantineColorsTuple = [
  '#dfe3ea',
  '#b9c0cd',
  '#98a2b3',
  '#667085',
  '#3a4254',
  '#2b3242',
  '#222836',
  '#171c27',
  '#10141c',
  '#0b0e14',
]

/** One accent colour; what is good, to be watched or bad has colours of its own (app.css) and always a sign and a word. */
export const theme = createTheme({
  primaryColor: 'brand',
  primaryShade: { light: 7, dark: 6 },
  colors: { brand, gray, dark },
  fontFamily:
    'system-ui, -apple-system, "Segoe UI", Roboto, "Hiragino Sans", "Noto Sans JP", "Noto Sans CJK JP", sans-serif',
  fontFamilyMonospace:
    'ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace',
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.125rem' },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
})
