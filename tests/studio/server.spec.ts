/** The studio as a program: one server, this machine only, no development server behind it. */
import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { project, startStudio, type RunningStudio } from './running-studio.ts';

let workshop: string;
let studio: RunningStudio;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async () => {
  test.setTimeout(120_000);
  workshop = await mkdtemp(join(tmpdir(), 'hongxin-server-'));
  await cp(join(project, 'tests/fixtures/studio/content'), join(workshop, 'content'), { recursive: true });
  studio = await startStudio(join(workshop, 'content'));
});

test.afterAll(async () => {
  await studio.stop();
  await rm(workshop, { recursive: true, force: true });
});

test('every answer says that nothing from elsewhere may run, and that no page may frame it', async ({ request }) => {
  for (const path of [
    '/keystatic',
    '/keystatic/collection/people',
    '/office/versions/?file=pages/about.md',
    '/api/office/state',
    '/nowhere',
  ]) {
    const answer = await request.get(`${studio.origin}${path}`);
    const policy = answer.headers()['content-security-policy'] ?? '';
    for (const part of ["default-src 'self'", "frame-ancestors 'none'", "object-src 'none'"])
      expect(policy, path).toContain(part);
    expect(answer.headers()['x-content-type-options']).toBe('nosniff');
  }
});

test('what a page asks for and does not get is said on a page of the office, not on a white one', async ({ page }) => {
  await page.goto(`${studio.origin}/office/refused/?id=gone`);
  await expect(page.getByRole('heading', { name: '工作台' })).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: '这次保存已经处理过了' })).toBeVisible();

  await page.goto(`${studio.origin}/office/editor/`);
  for (const [action, fields, said, heading] of [
    ['decide', { id: 'gone', do: 'keep' }, '这次保存已经处理过了', '工作台'],
    ['bring-back', { version: 'gone' }, '没有这次删除', '你的名字'],
    ['restore', { file: 'pages/about.md', version: 'gone' }, '没有这个版本', '你的名字'],
  ] as const) {
    await page.goto(`${studio.origin}/office/editor/?said=something`);
    await page.evaluate(
      ([to, values]) => {
        const form = document.createElement('form');
        form.method = 'post';
        form.action = `/api/office/${to}`;
        for (const [name, value] of Object.entries(values)) {
          const input = document.createElement('input');
          Object.assign(input, { type: 'hidden', name, value });
          form.append(input);
        }
        document.body.append(form);
        form.submit();
      },
      [action, fields] as const,
    );
    await expect(page.getByRole('status').filter({ hasText: said })).toBeVisible();
    await expect(page.getByRole('heading', { name: heading })).toBeVisible();
  }
});

test('the pages of the studio keep to that policy, and load nothing of a development server', async ({ page }) => {
  const broken: string[] = [];
  const asked: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') broken.push(message.text());
  });
  page.on('pageerror', (error) => broken.push(error.message));
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.goto(`${studio.origin}/keystatic/collection/pages/item/about`);
  await expect(page.getByRole('link', { name: '人物' }).first()).toBeVisible();
  await expect(page.getByRole('link', { name: '这一条的版本' })).toBeVisible();
  expect(
    asked.filter((path) => path.endsWith('.css')),
    'styles of the office on the page of Keystatic',
  ).toEqual([]);
  await page.getByRole('link', { name: '这一条的版本' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('的版本');
  await page.goto(studio.origin);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('工作台');
  await page.goto(`${studio.origin}/keystatic/collection/pages`);
  await expect(page.getByRole('link', { name: '关于本站' })).toBeVisible();
  expect(broken).toEqual([]);
  expect(asked.filter((path) => /^\/@|node_modules|\/src\//.test(path))).toEqual([]);
});

test('what is no entry, no version and no refused save is answered, and changes nothing', async ({ request }) => {
  expect((await request.get(`${studio.origin}/office/versions/?file=people/.git/config`)).status()).toBe(404);
  const stay = { maxRedirects: 0 };
  const refused = await request.get(`${studio.origin}/office/refused/?id=../../settings`, stay);
  expect(decodeURIComponent(refused.headers()['location'] ?? '')).toBe('/keystatic?said=这次保存已经处理过了');
  const form = { file: 'pages/about.md', version: '0'.repeat(40) };
  const restored = await request.post(`${studio.origin}/api/office/restore`, { form, ...stay });
  expect(decodeURIComponent(restored.headers()['location'] ?? '')).toBe('/keystatic?said=没有这个版本');
  const draft = { savedAt: new Date().toISOString(), files: [{ path: 'pages/../../x', contents: 'AA==' }] };
  expect((await request.post(`${studio.origin}/api/office/set-aside`, { data: draft })).status()).toBe(400);
});

test('the office refuses what other sites ask of it', async ({ request }) => {
  for (const headers of [
    { origin: 'https://example.com' },
    { host: 'example.com' },
    { 'sec-fetch-site': 'cross-site' },
  ]) {
    for (const path of ['/api/office/state', '/office/deleted/', '/office/editor/', '/keystatic'])
      expect((await request.get(`${studio.origin}${path}`, { headers })).status(), path).toBe(403);
    const undo = await request.post(`${studio.origin}/api/office/undo`, { headers, data: { version: '' } });
    expect(undo.status()).toBe(403);
  }
});

test('an address for others is refused in a sentence', async () => {
  const run = promisify(execFile);
  const refused = run(process.execPath, ['src/commands/studio.ts', '--host', '0.0.0.0'], { cwd: project });
  await expect(refused).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining('只在这台电脑上打开'),
  });
});

test('a second studio on the same port says what to do', async () => {
  const run = promisify(execFile);
  const { port } = new URL(studio.origin);
  const env = { ...process.env, CONTENT_DIR: join(workshop, 'content'), STUDIO_PORT: port };
  const refused = run(process.execPath, ['src/commands/studio.ts'], { cwd: project, env });
  await expect(refused).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining(`端口 ${port} 已被占用`),
  });
});
