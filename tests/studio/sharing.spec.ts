/** Two offices with a copy of the content each, a shared repository between them, and a network that comes and goes. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { GitServer } from '../sharing/git-server.ts';
import { EntryForm } from './entry-form.ts';
import { project, startStudio, type RunningStudio } from './running-studio.ts';

test.describe.configure({ mode: 'serial' });

interface Office {
  name: string;
  content: string;
  studio: RunningStudio;
  page: Page;
}

let workshop: string;
let server: GitServer;
let first: Office;
let second: Office;
const slug = 'hong-se-xian-feng-dui';

test.beforeAll(async ({ browser }) => {
  test.setTimeout(180_000);
  workshop = await mkdtemp(join(tmpdir(), 'hongxin-sharing-'));
  server = await GitServer.start();
  server.token = 'secret';
  const open = async (name: string): Promise<Office> => {
    const content = join(workshop, name, 'content');
    await cp(join(project, 'tests/fixtures/studio/content'), content, { recursive: true });
    const studio = await startStudio(content, { SETTINGS_DIR: join(workshop, name, 'settings') });
    const page = await (await browser.newContext({ locale: 'zh-CN' })).newPage();
    page.setDefaultTimeout(20_000);
    return { name, content, studio, page };
  };
  first = await open('甲');
  second = await open('乙');
});

test.afterAll(async () => {
  for (const { page, studio } of [first, second]) {
    await page.context().close();
    await studio.stop();
  }
  server.stop();
  await rm(workshop, { recursive: true, force: true });
});

const team = ({ content }: Office) => readFile(join(content, 'teams', `${slug}.yaml`), 'utf8').catch(() => '');
const goTo = ({ page, studio }: Office, path: string) => page.goto(`${studio.origin}${path}`);

async function share(office: Office, token: string): Promise<void> {
  const { page } = office;
  await goTo(office, '/office/sharing/');
  await page.getByLabel('地址').fill(server.url);
  await page.getByLabel('令牌').fill(token);
  await page.getByRole('button', { name: /开始共享|保存设置/ }).click();
}

async function sayName(office: Office): Promise<void> {
  await goTo(office, '/office/editor/');
  await office.page.getByRole('textbox', { name: '名字' }).fill(office.name);
  await office.page.getByRole('button', { name: '记下' }).click();
}

/** Sends and brings, and waits for what is said. */
async function sendNow(office: Office, said: RegExp): Promise<void> {
  await goTo(office, '/office/sharing/');
  await office.page.getByRole('button', { name: '立即同步' }).click();
  await expect(office.page.getByRole('status')).toHaveText(said);
}

async function changeTeam(office: Office, label: string, text: string): Promise<void> {
  await goTo(office, `/keystatic/collection/teams/item/${slug}`);
  const form = new EntryForm(office.page);
  await expect(office.page.getByRole('textbox', { name: '队伍类型' })).toBeVisible({ timeout: 60_000 });
  await form.write(label, text);
  await office.page.getByRole('button', { name: '保存', exact: true }).click();
  await expect.poll(() => team(office)).toContain(text);
}

test('a wrong token is said with what to do; with the right one everything is sent', async () => {
  test.setTimeout(120_000);
  await sayName(first);
  await share(first, 'wrong');
  await expect(first.page.getByText(/不认这个令牌/)).toBeVisible();
  await share(first, 'secret');
  await expect(first.page.getByRole('status')).toContainText('已经同步');
  await expect(first.page.getByRole('heading', { name: '都已送出' })).toBeVisible();
  expect(server.git('log', '--format=%s', 'main').trim()).toBe('开始记录');
  const settings = await readFile(join(first.content, '.hongxin/sharing.json'), 'utf8');
  expect(settings).not.toContain('secret');
});

test('another office with a copy of the content joins, and has what the first one saves', async () => {
  test.setTimeout(180_000);
  await sayName(second);
  await share(second, 'secret');
  await expect(second.page.getByRole('status')).toContainText('已经同步');
  await goTo(first, '/keystatic/collection/teams/create');
  const form = new EntryForm(first.page);
  await expect(first.page.getByRole('textbox', { name: '队伍类型' })).toBeVisible({ timeout: 60_000 });
  await form.write('队伍名称', '红色先锋队');
  await form.write('队伍类型', '志愿服务队');
  await form.write('做些什么', '送药上门');
  await form.create();
  await expect(first.page.getByText('已保存 · 已记录')).toBeVisible();
  await expect(first.page.getByRole('link', { name: '已送出' })).toBeVisible();
  await sendNow(second, /已经同步/);
  expect(await team(second)).toContain('送药上门');
});

test('without a network saves wait and say so; when it is back both offices have both changes', async () => {
  test.setTimeout(180_000);
  server.interrupt = (request) => {
    request.destroy();
    return true;
  };
  await changeTeam(first, '联系方式', '0833-4220001');
  await expect(first.page.getByRole('link', { name: '共享：待送出 1 次保存' })).toBeVisible();
  await expect(first.page.getByText(/改动留在这台电脑上，有网络时自动送出/)).toBeVisible();
  await changeTeam(second, '队伍类型', '巡查服务队');
  server.interrupt = () => false;
  await sendNow(first, /已经同步/);
  await sendNow(second, /已经同步/);
  await sendNow(first, /已经同步/);
  for (const office of [first, second]) {
    expect(await team(office)).toContain('0833-4220001');
    expect(await team(office)).toContain('巡查服务队');
  }
  await goTo(first, `/office/versions/?file=teams/${slug}.yaml`);
  await expect(first.page.getByText('乙').first()).toBeVisible();
});

test('of one field that both changed an editor chooses, and the choice goes to both', async () => {
  test.setTimeout(180_000);
  server.interrupt = (request) => {
    request.destroy();
    return true;
  };
  await changeTeam(first, '联系方式', '0833-4220002');
  await changeTeam(second, '联系方式', '0833-4220003');
  server.interrupt = () => false;
  await sendNow(first, /已经同步/);
  await sendNow(second, /已经同步/);
  // Whoever sent later is asked.
  const isFirst = await first.page.evaluate(async () => {
    const state = (await (await fetch('/api/office/state')).json()) as { refused: unknown[] };
    return state.refused.length > 0;
  });
  const [asked, other, theirs] = isFirst ? [first, second, '0833-4220003'] : [second, first, '0833-4220002'];
  await goTo(asked, '/keystatic');
  await asked.page.getByRole('link', { name: '去看看' }).click();
  await expect(asked.page.getByText(`${other.name}在另一处同时改了这一条`)).toBeVisible();
  await asked.page.getByRole('radio', { name: new RegExp(`${other.name}写的.*${theirs}`) }).check();
  await asked.page.getByRole('button', { name: '保存' }).click();
  await expect.poll(() => team(asked)).toContain(theirs);
  await sendNow(asked, /已经同步/);
  await sendNow(other, /已经同步/);
  expect(await team(other)).toContain(theirs);
});

test('what could not be taken in is said until an editor has read it', async () => {
  await writeFile(join(second.content, '.hongxin/sharing-notes.json'), JSON.stringify(['一张照片没有收进来']));
  await goTo(second, '/office/sharing/');
  await expect(second.page.getByRole('listitem').getByText('一张照片没有收进来')).toBeVisible();
  await second.page.getByRole('button', { name: '知道了' }).click();
  await expect(second.page.getByText('一张照片没有收进来')).toBeHidden();
  await goTo(second, '/office/sharing/');
  await expect(second.page.getByRole('heading', { name: '共享', exact: true })).toBeVisible();
  await expect(second.page.getByText('一张照片没有收进来')).toBeHidden();
});

test('who no longer shares keeps everything, and the token is forgotten', async () => {
  await goTo(second, '/office/sharing/');
  await second.page.getByRole('button', { name: '停止共享' }).click();
  await expect(second.page.getByRole('status')).toContainText('这里的内容没有变');
  expect(await readFile(join(workshop, '乙/settings/tokens.json'), 'utf8')).not.toContain('secret');
  expect(await team(second)).toBe(await team(first));
});
