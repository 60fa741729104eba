/**
 * What this check uses of puppeteer-core 10, which is installed with the check and not with the project: the checks of
 * types and style read it from here.
 */
declare module 'puppeteer-core' {
  import type { ChildProcess } from 'node:child_process';

  export interface CDPSession {
    send: (method: string, parameters?: object) => Promise<unknown>;
  }
  export interface Page {
    goto: (address: string) => Promise<unknown>;
    click: (selector: string) => Promise<void>;
    type: (selector: string, text: string) => Promise<void>;
    select: (selector: string, value: string) => Promise<unknown>;
    setViewport: (size: { width: number; height: number; isMobile: boolean; hasTouch: boolean }) => Promise<void>;
    setGeolocation: (place: { latitude: number; longitude: number }) => Promise<void>;
    setJavaScriptEnabled: (isEnabled: boolean) => Promise<void>;
    evaluate: <Result>(script: string) => Promise<Result>;
    waitForFunction: (script: string, options?: { timeout: number }) => Promise<unknown>;
    screenshot: (options: { path: string }) => Promise<unknown>;
    on: (event: 'pageerror', listener: (error: Error) => void) => void;
    target: () => { createCDPSession: () => Promise<CDPSession> };
    close: () => Promise<void>;
  }
  export interface Browser {
    newPage: () => Promise<Page>;
    version: () => Promise<string>;
    /** The program that was started; `null` for a browser that was only connected to. */
    process: () => ChildProcess | null;
  }
  const puppeteer: {
    launch: (options: { executablePath: string; headless: boolean; args: readonly string[] }) => Promise<Browser>;
  };
  export default puppeteer;
}
