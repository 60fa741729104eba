/** Two offices change one content, and send it to each other: what each of them has afterwards. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { StoreFailure } from '../../src/content-store/content-store.ts';
import { SharingFailure } from '../../src/sharing/shared-repository.ts';
import { systemError } from '../content-store/virtual-disk.ts';
import { Office, sharedDisk, twoOffices } from './offices.ts';

const person = (fields: string, body = '第一段\n\n第二段\n') =>
  `---\nname: 李梅\ntrade: rider\ntown: 玉津镇\nheadline: 一句话\nthemes:\n  - labour\n${fields}publication:\n  status: draft\n  consent: { scope: [name, portrait, story, clip, voice, roles], signedOn: 2026-01-01 }\n---\n\n${body}`;
const li = 'people/li-mei/index.md';
const team = (members: readonly string[]) =>
  `name: 志愿队\nkind: 志愿服务队\ndoes:\n  - 巡查\n${members.length === 0 ? '' : `members:\n${members.map((slug) => `  - ${slug}\n`).join('')}`}`;

/** Each sends and brings until nothing is left to do. */
async function exchange(...offices: Office[]): Promise<void> {
  for (let round = 0; round < 2; round += 1) for (const office of offices) await office.synchronize();
  const [first, ...others] = offices;
  for (const office of others) {
    assert.deepEqual(office.files(), first?.files(), 'both have the same files');
    assert.equal(await office.head(), await first?.head(), 'and the same version');
  }
  for (const office of offices) {
    assert.equal(await office.countUnsent(), 0);
    const files = new Map(
      (await office.store.tree()).flatMap(({ path, type, sha }) => (type === 'blob' ? [[path, sha]] : [])),
    );
    for (const [path, id] of files)
      assert.equal(await office.store.recordedId(path), id, `${path} is as in the newest version`);
  }
}

test('a second office begins with what the first one sent', async () => {
  const [first, second] = await twoOffices({ [li]: person('') });
  assert.equal(second.read(li), first.read(li));
  assert.equal(
    await second.head(),
    await first.head(),
    'by the same version: nothing is joined that one side has whole',
  );
});

test('fields of one person that two offices changed are both there', async () => {
  const [first, second] = await twoOffices({ [li]: person('') });
  await first.save({ [li]: person('quote: 慢慢来\n') });
  await second.save({ [li]: person('since: 2019\n') });
  assert.equal(await first.countUnsent(), 1);
  await exchange(first, second);
  assert.match(first.read(li) ?? '', /quote: 慢慢来/);
  assert.match(first.read(li) ?? '', /since: 2019/);
  assert.deepEqual([await first.waiting(), await second.waiting()], [[], []], 'nobody is asked');
});

test('two honours that two offices added to one person are both there', async () => {
  const honour = (title: string) => `  - title: ${title}\n    level: county\n    year: 2025\n    by: 县总工会\n`;
  const [first, second] = await twoOffices({ [li]: person(`honours:\n${honour('一')}`) });
  await first.save({ [li]: person(`honours:\n${honour('一')}${honour('二')}`) });
  await second.save({ [li]: person(`honours:\n${honour('一')}${honour('三')}`) });
  await exchange(first, second);
  for (const title of ['一', '二', '三']) assert.match(first.read(li) ?? '', new RegExp(`title: ${title}\n`));
});

test('of a field that both changed ours stays, and an editor is asked about theirs', async () => {
  const [first, second] = await twoOffices({ [li]: person('quote: 原来的\n') });
  await first.save({ [li]: person('quote: 先送出的\n') }, '修改人物：李梅');
  await second.save({ [li]: person('quote: 后送出的\n') });
  await exchange(first, second);
  assert.match(first.read(li) ?? '', /quote: 后送出的/);
  assert.deepEqual(await first.waiting(), []);
  const [waiting, ...others] = await second.waiting();
  assert.deepEqual(others, []);
  assert.equal(waiting?.author.name, 'yi');
  assert.equal(waiting.message, '修改人物：李梅');
  assert.equal(waiting.isShared, true);
  const theirs = await second.store.kept(waiting.writes.get(li) ?? '');
  assert.match(Buffer.from(theirs ?? []).toString(), /quote: 先送出的/);
});

test('what was merged and set back since is not changed again by a choice about something else', async () => {
  const [first, second] = await twoOffices({ [li]: person('quote: 原来的\n') });
  await first.save({ [li]: person('quote: 先送出的\n').replace('draft', 'published') });
  await second.save({ [li]: person('quote: 后送出的\n') });
  await exchange(first, second);
  assert.match(second.read(li) ?? '', /status: published/);
  await second.save({ [li]: person('quote: 后送出的\n') });
  const [waiting] = await second.waiting();
  assert.ok(waiting !== undefined);
  await second.decide(waiting, new Map([['["quote"]', 'ours']]));
  assert.match(second.read(li) ?? '', /quote: 先送出的/, 'what the other office wrote');
  assert.match(second.read(li) ?? '', /status: draft/);
});

for (const [what, ours, theirs] of [
  ['here', 'withdrawn', 'published'],
  ['there', 'published', 'withdrawn'],
] as const) {
  test(`what was withdrawn ${what} and published on the other side is withdrawn, and somebody is asked`, async () => {
    const [first, second] = await twoOffices({ [li]: person('') });
    await first.save({ [li]: person('').replace('draft', theirs) });
    await second.save({ [li]: person('').replace('draft', ours) });
    await exchange(first, second);
    assert.match(first.read(li) ?? '', /status: withdrawn/);
    assert.equal((await second.waiting()).length, 1);
  });
}

test('what one office deleted stays deleted though the other changed it, and the change waits', async () => {
  const [first, second] = await twoOffices({ [li]: person(''), 'people/wang/index.md': person('') });
  await first.save({ [li]: null });
  await second.save({ [li]: person('quote: 后来写的\n') });
  await exchange(first, second);
  assert.equal(first.read(li), undefined);
  const [waiting] = await second.waiting();
  assert.equal(waiting?.author.name, 'er');
  assert.deepEqual([...waiting.writes.keys()], [li]);
});

test('an entry that one office moved is changed at its new address by what the other wrote', async () => {
  const [first, second] = await twoOffices({ [li]: person(''), 'people/li-mei/portrait.jpg': 'a picture' });
  await first.save({
    [li]: null,
    'people/li-mei/portrait.jpg': null,
    'people/li-meimei/index.md': person(''),
    'people/li-meimei/portrait.jpg': 'a picture',
  });
  await second.save({ [li]: person('quote: 后来写的\n') });
  await exchange(first, second);
  assert.equal(first.read(li), undefined);
  assert.equal(first.read('people/li-mei/portrait.jpg'), undefined);
  assert.match(first.read('people/li-meimei/index.md') ?? '', /quote: 后来写的/);
  assert.equal(first.read('people/li-meimei/portrait.jpg'), 'a picture');
});

test('a name that one office wrote while the other moved the entry leads to its new address', async () => {
  const [first, second] = await twoOffices({ [li]: person(''), 'teams/dui.yaml': team([]) });
  await first.save({ [li]: null, 'people/li-meimei/index.md': person('') });
  await second.save({ 'teams/dui.yaml': team(['li-mei']) });
  await exchange(first, second);
  assert.equal(first.read('teams/dui.yaml'), team(['li-meimei']));
});

test('a name that one office wrote while the other deleted the entry is taken out', async () => {
  const [first, second] = await twoOffices({ [li]: person(''), 'teams/dui.yaml': team([]) });
  await first.save({ [li]: null });
  await second.save({ 'teams/dui.yaml': team(['li-mei']) });
  await exchange(first, second);
  assert.doesNotMatch(first.read('teams/dui.yaml') ?? '', /li-mei/);
});

test('two entries with one address: ours has it, and theirs waits for another one', async () => {
  const [first, second] = await twoOffices({ 'people/wang/index.md': person('') });
  await first.save({ [li]: person('quote: 甲\n') });
  await second.save({ [li]: person('quote: 乙\n') });
  await exchange(first, second);
  assert.match(first.read(li) ?? '', /quote: 乙/);
  const [waiting] = await second.waiting();
  assert.deepEqual([...(waiting?.base ?? [])], [[li, null]]);
});

test('pictures: what one side put in comes, what both replaced stays ours and is asked about', async () => {
  const portrait = 'people/li-mei/portrait.jpg';
  const withPortrait = person('portrait: ./portrait.jpg\nportraitAlt: 一张照片\n');
  const [first, second] = await twoOffices({ [li]: withPortrait, [portrait]: 'old' });
  await first.save({ [portrait]: 'of the first' });
  await second.save({ [portrait]: 'of the second' });
  await exchange(first, second);
  assert.equal(first.read(portrait), 'of the second');
  const [waiting] = await second.waiting();
  assert.deepEqual([...(waiting?.writes.keys() ?? [])], [portrait]);
});

test('a picture that the merged fields name stays, though one side took it away', async () => {
  const portrait = 'people/li-mei/portrait.jpg';
  const fields = (ending: string) => person(`portrait: ./portrait.${ending}\nportraitAlt: 一张照片\n`);
  const [first, second] = await twoOffices({ [li]: fields('jpg'), [portrait]: 'old' });
  await first.save({ [li]: fields('png'), [portrait]: null, 'people/li-mei/portrait.png': 'of the first' });
  await second.save({ [li]: fields('webp'), [portrait]: null, 'people/li-mei/portrait.webp': 'of the second' });
  await exchange(first, second);
  assert.match(first.read(li) ?? '', /portrait: \.\/portrait\.webp/);
  assert.equal(first.read('people/li-mei/portrait.webp'), 'of the second');
});

test('a link, and a name that Windows does not know, are not taken in, and the rest is', async () => {
  const [first, second] = await twoOffices({ [li]: person('') });
  await first.recordOutside({ 'site/con.yaml': 'a: 1\n', 'people/wang/index.md': person('') }, ['leads-away']);
  await first.synchronize();
  await second.save({ [li]: person('quote: 乙\n') });
  const { notes } = await second.synchronize();
  assert.equal(notes.length, 2, notes.join('\n'));
  assert.match(notes.join('\n'), /con\.yaml.*Windows/);
  assert.match(notes.join('\n'), /leads-away.*链接/);
  assert.equal(second.read('people/wang/index.md'), person(''));
  assert.equal(second.read('site/con.yaml'), undefined);
  await first.synchronize();
  const head = await first.head();
  for (const office of [second, first, second, first]) await office.synchronize();
  assert.equal(await first.head(), head, 'nobody takes out what the other cannot have, and nobody puts it in again');
  assert.equal(await second.head(), head);
  assert.deepEqual(
    [...(await first.pathsInVersion())].filter((path) => /con|leads/.test(path)),
    ['leads-away', 'site/con.yaml'],
  );
});

test('two repositories that have nothing in common are not joined', async () => {
  const shared = await sharedDisk();
  const first = await Office.open('yi', shared, { [li]: person('') });
  await first.synchronize();
  const second = await Office.open('er', shared, { 'people/wang/index.md': person('') });
  await assert.rejects(second.synchronize(), /与这里的来源不同/);
  assert.equal(second.read(li), undefined);
});

test('a copy of the content that began its own history joins the one that it is a copy of', async () => {
  const shared = await sharedDisk();
  const files = { [li]: person(''), 'people/wang/index.md': person('') };
  const first = await Office.open('yi', shared, files);
  await first.synchronize();
  await first.save({ [li]: person('quote: 甲\n') });
  await first.synchronize();
  const second = await Office.open('er', shared, files);
  await second.save({ 'people/wang/index.md': person('quote: 乙\n') });
  await second.save({ [li]: person('since: 2019\n') });
  await exchange(first, second);
  assert.match(first.read(li) ?? '', /quote: 甲/);
  assert.match(first.read(li) ?? '', /since: 2019/);
  assert.match(first.read('people/wang/index.md') ?? '', /quote: 乙/);
  assert.deepEqual([await first.waiting(), await second.waiting()], [[], []]);
});

test('a move that was taken back deletes nothing, and a new entry at a former address is another one', async () => {
  const [first, second] = await twoOffices({ [li]: person(''), 'people/wang/index.md': person('') });
  await first.save({ [li]: null, 'people/li-b/index.md': person('') });
  await first.undo();
  await first.save({ [li]: person('quote: 甲\n') });
  await first.save({ 'people/wang/index.md': null, 'people/wang-b/index.md': person('since: 2001\n') });
  await first.save({ 'people/wang/index.md': person('since: 2002\n') });
  await exchange(first, second);
  assert.match(first.read(li) ?? '', /quote: 甲/);
  assert.match(first.read('people/wang-b/index.md') ?? '', /since: 2001/);
  assert.match(first.read('people/wang/index.md') ?? '', /since: 2002/);
});

test('entries that moved one after the other, each to the address of the next, are all there', async () => {
  const [first, second] = await twoOffices({
    [li]: person('since: 2001\n'),
    'people/wang/index.md': person('since: 2002\n'),
  });
  await first.save({ 'people/wang/index.md': null, 'people/xu/index.md': person('since: 2002\n') });
  await first.save({ [li]: null, 'people/wang/index.md': person('since: 2001\n') });
  await second.save({ [li]: person('since: 2001\nquote: 乙\n') });
  await exchange(first, second);
  assert.equal(first.read(li), undefined);
  assert.match(first.read('people/wang/index.md') ?? '', /since: 2001\nquote: 乙/);
  assert.match(first.read('people/xu/index.md') ?? '', /since: 2002/);
});

test('an entry that theirs moved to an address where ours has another one stays where it was', async () => {
  const [first, second] = await twoOffices({ [li]: person('since: 2001\n') });
  await first.save({ [li]: null, 'people/li-b/index.md': person('since: 2001\n') });
  await second.save({ 'people/li-b/index.md': person('since: 2009\n') });
  await exchange(first, second);
  assert.match(first.read(li) ?? '', /since: 2001/);
  assert.match(first.read('people/li-b/index.md') ?? '', /since: 2009/);
});

test('what both moved is found by a third office that knows one of the moves', async () => {
  const shared = await sharedDisk();
  const first = await Office.open('yi', shared, { [li]: person('') });
  await first.synchronize();
  const [second, third] = [await Office.open('er', shared), await Office.open('san', shared)];
  for (const office of [second, third]) await office.synchronize();
  await first.save({ [li]: null, 'people/li-a/index.md': person('') });
  await first.synchronize();
  await second.save({ [li]: null, 'people/li-b/index.md': person('') });
  await third.synchronize();
  await second.synchronize();
  await third.save({ 'people/li-a/index.md': person('').replace('draft', 'withdrawn') });
  await exchange(third, second, first);
  const people = Object.entries(first.files()).filter(([path]) => path.startsWith('people/'));
  assert.equal(people.length, 1);
  assert.match(people[0]?.[1] ?? '', /withdrawn/);
});

test('a merge that a busy file stopped takes nothing back when it goes on', async () => {
  const [first, second] = await twoOffices({ [li]: person(''), 'people/wang/index.md': person('') });
  await first.save({ [li]: person('quote: 甲\n') });
  await first.synchronize();
  await second.save({ 'people/wang/index.md': person('').replace('draft', 'withdrawn') });
  let isBusy = true;
  second.disk.onOperation = (operation, path) => {
    if (isBusy && operation === 'rename' && path.endsWith(li)) throw systemError('EBUSY', path);
  };
  await assert.rejects(second.synchronize(), StoreFailure);
  // What is about other files is saved meanwhile; what is about the same one is not.
  assert.notEqual(await second.save({ 'teams/dui.yaml': team([]) }), undefined);
  await assert.rejects(second.save({ [li]: person('since: 2020\n') }), /前一次保存还没有做完/);
  isBusy = false;
  await exchange(second, first);
  assert.match(first.read('people/wang/index.md') ?? '', /withdrawn/);
  assert.match(first.read(li) ?? '', /quote: 甲/);
  assert.equal(first.read('teams/dui.yaml'), team([]));
});

test('an order that moved to another year is withdrawn where it is now', async () => {
  const order = (status: string) =>
    `title: 路灯\nkind: dispatch\ncategory: 灯\ntown: 玉津镇\ncommunity: 甲\nsource: 乙\nraisedOn: 2026-09-02\nsummary: 丙\npublication:\n  status: ${status}\n`;
  const [first, second] = await twoOffices({ 'orders/2026/deng.yaml': order('published') });
  await first.save({ 'orders/2026/deng.yaml': null, 'orders/2025/deng.yaml': order('published') });
  await second.save({ 'orders/2026/deng.yaml': order('withdrawn') });
  await exchange(first, second);
  assert.equal(first.read('orders/2026/deng.yaml'), undefined);
  assert.match(first.read('orders/2025/deng.yaml') ?? '', /withdrawn/);
});

test('what others name by now is not taken back', async () => {
  const [first, second] = await twoOffices({ 'teams/dui.yaml': team([]) });
  await first.save({ [li]: person('') });
  await first.synchronize();
  await second.synchronize();
  await second.save({ 'teams/dui.yaml': team(['li-mei']) });
  await exchange(second, first);
  assert.equal((await first.undo()).kind, 'conflict');
  assert.notEqual(first.read(li), undefined);
});

for (const [what, ours, theirs] of [
  [
    'do not fit together',
    person('portrait: ./portrait.jpg\nportraitAlt: 一张照片\n'),
    person('').replace('draft', 'withdrawn'),
  ],
  ['cannot be read', 'name: [', person('').replace('draft', 'withdrawn')],
] as const) {
  test(`what theirs withdrew is withdrawn though the files ${what}`, async () => {
    const before = person('portraitAlt: 一张照片\n').replace('draft', 'published');
    const [first, second] = await twoOffices({ [li]: before, 'people/li-mei/portrait.jpg': 'a picture' });
    await first.save({ [li]: theirs });
    await second.save({ [li]: ours });
    await exchange(first, second);
    assert.match(first.read(li) ?? '', /status: withdrawn/);
    assert.equal((await second.waiting()).length, 1);
  });
}

test('of two new entries with one address the one that is kept shows no more than the other', async () => {
  const [first, second] = await twoOffices({ 'people/wang/index.md': person('') });
  await first.save({ [li]: person('quote: 甲\n').replace('draft', 'withdrawn') });
  await second.save({ [li]: person('quote: 乙\n').replace('draft', 'published') });
  await exchange(first, second);
  assert.match(first.read(li) ?? '', /quote: 乙/);
  assert.match(first.read(li) ?? '', /status: withdrawn/);
});

test('what another program wrote here is recorded before theirs is taken in, and is merged with it', async () => {
  const [first, second] = await twoOffices({ [li]: person('') });
  await first.save({ [li]: person('quote: 慢慢来\n') });
  second.disk.writeOutside(`/office/content/${li}`, person('since: 2019\n'));
  await exchange(first, second);
  assert.match(first.read(li) ?? '', /quote: 慢慢来/);
  assert.match(first.read(li) ?? '', /since: 2019/);
});

test('what another program wrote at an address that ours moved to is recorded too', async () => {
  const [first, second] = await twoOffices({ [li]: person('') });
  await first.save({ [li]: person('quote: 慢慢来\n') });
  await second.save({ [li]: null, 'people/li-b/index.md': person('') });
  second.disk.writeOutside('/office/content/people/li-b/index.md', person('since: 2019\n'));
  await exchange(first, second);
  assert.match(first.read('people/li-b/index.md') ?? '', /quote: 慢慢来/);
  assert.match(first.read('people/li-b/index.md') ?? '', /since: 2019/);
});

test('what another program wrote over a merge that was stopped stays, and theirs waits for an editor', async () => {
  const [first, second] = await twoOffices({ [li]: person(''), 'people/wang/index.md': person('') });
  await first.save({ [li]: person('quote: 甲\n') });
  await first.synchronize();
  await second.save({ 'people/wang/index.md': person('since: 2001\n') });
  let isBusy = true;
  second.disk.onOperation = (operation, path) => {
    if (isBusy && operation === 'rename' && path.endsWith(li)) throw systemError('EBUSY', path);
  };
  await assert.rejects(second.synchronize(), StoreFailure);
  second.disk.writeOutside(`/office/content/${li}`, person('since: 2019\n'));
  isBusy = false;
  await second.synchronize();
  const [waiting, ...others] = await second.waiting();
  assert.ok(waiting !== undefined);
  assert.deepEqual(others, []);
  assert.equal((await second.refusalOf(waiting)).kind, 'changed');
  assert.match(second.read(li) ?? '', /since: 2019/);
  await second.decide(waiting, new Map());
  assert.match(second.read(li) ?? '', /since: 2019/);
  assert.match(second.read(li) ?? '', /quote: 甲/, 'nobody changed it otherwise');
});

test('a name that no disk has is not taken in, and the rest is', async () => {
  const [first, second] = await twoOffices({ [li]: person('') });
  const long = `people/${'梅'.repeat(86)}.md`;
  await first.recordOutside({ [long]: person('') });
  await first.synchronize();
  const { notes } = await second.synchronize();
  assert.match(notes.join(), /文件名太长/);
  assert.equal(second.read(long), undefined);
  assert.notEqual(await second.save({ [li]: person('quote: 乙\n') }), undefined);
});

test('a new order that has the name of one of another year gets another name on its page', async () => {
  const order = (title: string) =>
    `title: ${title}\nkind: dispatch\ncategory: 灯\ntown: 玉津镇\ncommunity: 甲\nsource: 乙\nraisedOn: 2026-09-02\nsummary: 丙\npublication:\n  status: draft\n`;
  const [first, second] = await twoOffices({ [li]: person('') });
  await first.save({ 'orders/2026/deng.yaml': order('路灯') });
  await second.save({ 'orders/2025/deng.yaml': order('旧灯') });
  await exchange(first, second);
  const [waiting] = await second.waiting();
  assert.ok(waiting !== undefined);
  assert.deepEqual(await second.refusalOf(waiting), { kind: 'address-taken', titleNow: '旧灯' });
  await second.decide(waiting, new Map(), 'deng-2');
  assert.equal(second.read('orders/2026/deng-2.yaml'), order('路灯'));
  assert.equal(second.read('orders/2025/deng.yaml'), order('旧灯'));
});

const redirectsFile = 'site/redirects.yaml';
const leads = (office: Office): Record<string, string> =>
  Object.fromEntries(
    [...(office.read(redirectsFile) ?? '').matchAll(/from: (\S+)\n(?: *to: (\S+)\n)?/g)].map(
      ([, from = '', to = '']) => [from, to],
    ),
  );
const shown = (fields: string) => person(fields).replace('draft', 'published');

test('former addresses that two offices noted are both there', async () => {
  const [first, second] = await twoOffices({ [li]: shown(''), 'people/wang/index.md': shown('') });
  await first.save({ [li]: null, 'people/li-b/index.md': shown('') });
  await second.save({ 'people/wang/index.md': null });
  await exchange(first, second);
  assert.deepEqual(leads(first), { '/people/li-mei/': '/people/li-b/', '/people/wang/': '' });
  assert.deepEqual([await first.waiting(), await second.waiting()], [[], []], 'nobody is asked');
});

test('an address that theirs moved to leads to where ours has the entry', async () => {
  const [first, second] = await twoOffices({ [li]: shown('') });
  await first.save({ [li]: null, 'people/li-b/index.md': shown('') });
  await second.save({ [li]: null, 'people/li-c/index.md': shown('') });
  await exchange(first, second);
  assert.deepEqual(leads(first), { '/people/li-mei/': '/people/li-c/', '/people/li-b/': '/people/li-c/' });
});

test('an address that ours moved to leads nowhere where theirs deleted the entry', async () => {
  const [first, second] = await twoOffices({ [li]: shown(''), 'people/wang/index.md': shown('') });
  await first.save({ [li]: null });
  await second.save({ [li]: null, 'people/li-c/index.md': shown('') });
  await exchange(first, second);
  assert.deepEqual(leads(first), { '/people/li-mei/': '', '/people/li-c/': '' });
  assert.equal(first.read('people/li-c/index.md'), undefined);
});

test('what was there before the first save is not taken back, nor what another program wrote', async () => {
  const [first] = await twoOffices({ [li]: person('') });
  assert.equal((await first.undo()).kind, 'conflict');
  first.disk.writeOutside(`/office/content/${li}`, person('since: 2019\n'));
  await first.save({ [li]: person('since: 2019\nquote: 甲\n') });
  await first.synchronize();
  assert.equal((await first.undo()).kind, 'saved');
  assert.notEqual(first.read(li), undefined);
});

test('offices that deleted everything do not go on joining versions', async () => {
  const [first, second] = await twoOffices({ [li]: person(''), 'people/wang/index.md': person('') });
  await first.save({ [li]: null });
  await second.save({ 'people/wang/index.md': null });
  await exchange(first, second);
  const head = await first.head();
  await exchange(first, second);
  assert.equal(await first.head(), head);
  assert.deepEqual(await first.pathsInVersion(), []);
});

test('more than can be sent at once is not tried, and stays here', async () => {
  const [first, second] = await twoOffices({ [li]: person('') });
  await first.save({
    'people/li-mei/portrait.jpg': 'x'.repeat(3_000_000),
    [li]: person('portrait: portrait.jpg\nportraitAlt: 一张照片\n'),
  });
  first.limitTo(2_000_000);
  await assert.rejects(first.synchronize(), (error) => {
    assert.ok(error instanceof SharingFailure);
    assert.equal(error.problem, 'size');
    assert.match(error.message, /待送出的文件有 4 MB，编辑台一次最多传 2 MB/);
    return true;
  });
  assert.equal(await first.countUnsent(), 1);
  first.limitTo(4_000_000);
  await exchange(first, second);
  assert.equal(second.read('people/li-mei/portrait.jpg')?.length, 3_000_000);
});
