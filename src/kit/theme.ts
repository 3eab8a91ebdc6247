// The look of the house as values: a calm ink and blue-green palette for the light workbench, a deep one for boards (cockpit).
import type { ThemeConfig } from 'antd'

export const fontFamily =
  '"PingFang SC","HarmonyOS Sans SC","Microsoft YaHei","Noto Sans CJK SC","Source Han Sans SC","Noto Sans Hans","Noto Sans SC",system-ui,sans-serif'

export const palette = {
  primary: '#0b5c6e',
  primaryHover: '#0f7287',
  primaryActive: '#084756',
  primarySoft: '#e3f0f1',
  ink: '#14262d',
  inkSoft: '#445963',
  inkFaint: '#5e707a',
  line: '#dde5e7',
  lineStrong: '#c3d0d4',
  ground: '#f3f6f6',
  paper: '#ffffff',
  green: '#23734a',
  blue: '#1a6396',
  yellow: '#7d5700',
  red: '#b02a20',
  overdue: '#94190f',
  gold: '#b57a22',
  grey: '#5a6870',
} as const

/** Colours of series in charts: told apart also by people who see red and green alike. */
export const seriesColors = ['#0b6e83', '#d08a2e', '#5b79b5', '#6fa287', '#a85d54', '#8a78ab', '#3f545e', '#b9a24a'] as const
export const seriesColorsDark = ['#46c2cf', '#e9b872', '#8fa9e6', '#86cfa3', '#e58f84', '#bba8e0', '#a9bdc6', '#e0d07c'] as const

const shared = {
  fontFamily,
  fontSize: 14,
  borderRadius: 6,
  controlHeight: 32,
  wireframe: false,
  motionDurationMid: '0.14s',
  motionDurationSlow: '0.2s',
}

export const lightTheme: ThemeConfig = {
  token: {
    ...shared,
    colorPrimary: palette.primary,
    colorInfo: palette.blue,
    colorSuccess: palette.green,
    colorWarning: '#b57a00',
    colorError: palette.red,
    colorLink: palette.primary,
    colorLinkHover: palette.primaryHover,
    colorTextBase: palette.ink,
    colorText: palette.ink,
    colorTextSecondary: palette.inkSoft,
    colorTextTertiary: palette.inkFaint,
    colorTextDescription: palette.inkFaint,
    colorTextPlaceholder: '#64757e',
    colorTextDisabled: '#6d7d85',
    colorBorder: palette.lineStrong,
    colorBorderSecondary: palette.line,
    colorBgLayout: palette.ground,
    colorFillAlter: '#f6f9f9',
    boxShadowSecondary: '0 8px 28px rgba(13,45,56,.14), 0 2px 6px rgba(13,45,56,.08)',
  },
  components: {
    Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none', fontWeight: 500 },
    Modal: { titleFontSize: 16 },
    Select: { optionSelectedBg: palette.primarySoft },
    Tree: { directoryNodeSelectedBg: palette.primarySoft, nodeSelectedBg: palette.primarySoft },
  },
}

export const cockpitTheme: ThemeConfig = {
  token: {
    ...shared,
    colorPrimary: '#46c2cf',
    colorTextBase: '#e4f1f3',
    colorText: '#e4f1f3',
    colorTextSecondary: '#a9c3ca',
    colorTextTertiary: '#8fabb3',
    colorBgBase: '#0a2129',
    colorBgLayout: '#0a2129',
    colorFillAlter: '#123340',
    colorBgContainer: '#0f2c36',
    colorBgElevated: '#14363f',
    colorBorder: '#2b515c',
    colorBorderSecondary: '#1e424d',
    colorLink: '#6fd3dd',
    colorError: '#ff8a7d',
    colorWarning: '#e9b872',
    colorSuccess: '#7fd0a0',
  },
}
