/**
 * Wrong values of every form are refused when they are saved, at the field that they stand in, by its label, and nothing is written.
 * Each is put into an entry of the project that is right.
 */
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after, before, suite } from 'node:test';
import { stringify } from 'yaml';
import { readSource } from '../../src/content-check/source-file.ts';
import { openContentStore } from '../../src/content-store/open-content-store.ts';
import type { FieldPath, FieldValue } from '../../src/domain/entries/merge.ts';
import { withValueAt } from '../../src/domain/entries/merge.ts';
import type { WrongSave } from '../../src/domain/entries/worded-problem.ts';
import { kinds } from '../../src/kinds.ts';
import { contentResponse } from '../../src/office/keystatic-api.ts';
import { withEntries, type OpenedEntries } from '../../src/office/opened-entries.ts';
import { entryAt, isWritable } from '../../src/studio/writable-paths.ts';
import { projectDirectory } from '../places.ts';
import { isLatin } from '../studio/words.ts';

/** A value, and what the refusal says: the label of its field. */
type Row = readonly [path: FieldPath, value: FieldValue, label: string];

/** The words of Latin letters in values: a message quotes what was found. */
function wordsIn(value: FieldValue): string[] {
  if (typeof value === 'string') return value.match(/[A-Za-z][\w.-]*/g) ?? [];
  return typeof value === 'object' && value !== null ? Object.values(value as object).flatMap(wordsIn) : [];
}

const long = (length: number) => '长'.repeat(length);
/** Characters that no eye sees. */
const invisible = '\u2060\u200d';
const mobile = '请打 13812345678';
const home = '玉津镇滨江小区 3 栋 2 单元 401 室';
const identity = '11010519491231002X';

const wrong: Readonly<Record<string, readonly Row[]>> = {
  'people/an-tu/index.md': [
    [['name'], '', '姓名'],
    [['name'], long(41), '姓名'],
    [['name'], invisible, '姓名'],
    [['name'], '两\n行', '姓名'],
    [['trade'], 'chef', '职业'],
    [['trade'], '', '职业'],
    [['employer'], long(121), '所属平台或企业'],
    [['town'], '成都市', '所在乡镇'],
    [['town'], '玉津', '所在乡镇'],
    [['town'], '', '所在乡镇'],
    [['since'], '大概 2019', '从业年份'],
    [['since'], 1900, '从业年份'],
    [['since'], 2019.5, '从业年份'],
    [['headline'], '', '一句话介绍'],
    [['headline'], long(61), '一句话介绍'],
    [['headline'], mobile, '一句话介绍'],
    [['portrait'], 'mei-you.jpg', '照片'],
    [['portrait'], '../../../etc/passwd', '照片'],
    [['portraitAlt'], '', '照片说明'],
    [['portraitAlt'], long(161), '照片说明'],
    [['portraitFocus'], { x: 120, y: 50 }, '照片的重点 › 左右位置'],
    [['citation'], long(401), '颁奖词或推荐词'],
    [['quote'], `我的身份证号是 ${identity}`, '本人的话'],
    [['honours'], [{ title: '', level: 'county', year: 2020, by: '县总工会' }], '荣誉 › 第 1 项 › 荣誉名称'],
    [['honours'], [{ title: '标兵', level: 'world', year: 2020, by: '县总工会' }], '荣誉 › 第 1 项 › 授予级别'],
    [['honours'], [{ title: '标兵', level: 'county', year: 20, by: '县总工会' }], '荣誉 › 第 1 项 › 获得年份'],
    [['honours'], [{ title: '标兵', level: 'county', year: 2020, by: '' }], '荣誉 › 第 1 项 › 授予单位'],
    [['themes'], ['luck'], '主题 › 第 1 项'],
    [['videos'], ['mei-you'], '出镜的短片 › 第 1 项'],
    [['videos'], ['Bad Slug'], '出镜的短片 › 第 1 项'],
    [['stations'], ['mei-you'], '常去的站点 › 第 1 项'],
    [['publication', 'publishOn'], '2026-02-30', '发布 › 公开日期'],
    [['publication', 'publishOn'], '明天', '发布 › 公开日期'],
    [['publication', 'expireOn'], '2026-13-01', '发布 › 下线日期'],
    [['publication'], { status: 'published', publishOn: '2026-05-01', expireOn: '2026-04-01' }, '发布 › 下线日期'],
    [['publication', 'consent'], { scope: ['name'], signedOn: '' }, '发布 › 本人同意 › 签署日期'],
    [
      ['publication', 'consent'],
      { scope: ['face'], signedOn: '2026-01-01' },
      '发布 › 本人同意 › 同意公开的范围 › 第 1 项',
    ],
    [
      ['publication', 'consent'],
      { scope: ['name'], signedOn: '2026-01-01', expiresOn: '2025-01-01' },
      '发布 › 本人同意 › 到期日期',
    ],
    [
      ['publication', 'consent'],
      { scope: ['name'], signedOn: '2026-01-01', withdrawnOn: '2025-01-01' },
      '发布 › 本人同意 › 撤回日期',
    ],
    [['publication', 'status'], 'open', '发布 › 状态'],
    [
      ['publication', 'reviews'],
      [{ stage: 4, by: '甲', on: '2026-01-01', fingerprint: 'x' }],
      '发布 › 审核记录 › 第 1 项 › 第几审',
    ],
  ],
  'videos/binjiang-zaoban/index.md': [
    [['title'], '', '标题'],
    [['title'], long(41), '标题'],
    [['recordedOn'], '2026-02-30', '拍摄日期'],
    [['recordedOn'], '', '拍摄日期'],
    [['recordedOn'], '4月12日', '拍摄日期'],
    [['town'], '没有的镇', '拍摄地所在乡镇'],
    [['place'], home, '拍摄地点'],
    [['scene'], 'party', '场景'],
    [['theme'], '', '主题'],
    [['people'], ['mei-you'], '出镜的人 › 第 1 项'],
    [['clip'], 'mei-you', '短片文件'],
    [['clip'], '', '短片文件'],
    [['audio'], 'silent', '声音'],
    [['audio'], 'speech', '字幕'],
    [['audio'], 'music', '声音'],
    [['captions'], 'mei-you.vtt', '字幕'],
    [['captions'], 'captions.srt', '字幕'],
    [['credit'], mobile, '拍摄者'],
  ],
  'stations/bagou-laojie.yaml': [
    [['name'], '', '站点名称'],
    [['kind'], 'tent', '类型'],
    [['town'], '没有的镇', '所在乡镇'],
    [['address'], '', '地址'],
    [['address'], '老街 2 单元 301 室', '地址'],
    [['location'], { lng: 29.205431, lat: 89.9, datum: 'gcj02' }, '位置'],
    [['location', 'lng'], 0, '位置'],
    [['location', 'lng'], '东经', '位置 › 经度'],
    [['location', 'lat'], 91, '位置 › 纬度'],
    [['location', 'datum'], 'mars', '位置 › 坐标系'],
    [['phone'], '没有', '电话'],
    [['phone'], '13812345678', '电话'],
    [['host'], long(121), '设站单位'],
    [['hours', 'kind'], 'often', '开放时间 › 怎么开放'],
    [['hours', 'weekly'], undefined, '开放时间 › 每天的时段'],
    [['hours', 'weekly', 'mon'], ['上午'], '开放时间 › 每天的时段 › 星期一 › 第 1 项'],
    [['hours', 'weekly', 'mon'], ['22:00-08:00'], '开放时间 › 每天的时段 › 星期一 › 第 1 项'],
    [['hours', 'weekly', 'mon'], ['08:00-12:00', '11:00-14:00'], '开放时间 › 每天的时段 › 星期一'],
    [['hours', 'holidays'], 'sometimes', '开放时间 › 法定节假日'],
    [['facilities', 'water'], 'maybe', '设施 › 饮水'],
    [['photo'], 'bagou-laojie/mei-you.jpg', '照片'],
    [['verified', 'on'], '2026-02-30', '最近一次核实 › 核实日期'],
    [['closures'], [{ from: '2026-05-03', to: '2026-05-01', reason: '装修' }], '临时关闭 › 第 1 项 › 到哪天止'],
    [['closures'], [{ from: '2026-05-03', to: '', reason: '装修' }], '临时关闭 › 第 1 项 › 到哪天止'],
    [['truck'], { bays: -1 }, '货车停放 › 货车车位数'],
  ],
  'orders/2026/an-quan-chu-kou-zhi-shi-deng-bu-liang.yaml': [
    [['title'], '', '办什么事'],
    [['title'], long(61), '办什么事'],
    [['kind'], 'gift', '类型'],
    [['category'], '', '类别'],
    [['town'], '成都市', '所在乡镇'],
    [['community'], '', '社区或村'],
    [['community'], '南街社区 3 组 12 号', '社区或村'],
    [['source'], mobile, '需求来源'],
    [['summary'], '', '事情经过'],
    [['summary'], home, '事情经过'],
    [['summary'], `卡号 6226090000000048`, '事情经过'],
    [['raisedOn'], '2025-09-02', '提出日期'],
    [['raisedOn'], '', '提出日期'],
    [['raisedOn'], '2099-01-01', '提出日期'],
    [['dueDays'], '三天', '办结期限（天）'],
    [['dueDays'], 0.5, '办结期限（天）'],
    [['dispatchedOn'], '2026-09-01', '派单日期'],
    [['acceptedOn'], '2026-09-01', '接单日期'],
    [['doneOn'], '2026-09-01', '办结日期'],
    [['ratedOn'], '2026-09-01', '评价日期'],
    [['ratedOn'], undefined, '评分'],
    [['rating'], 6, '评分'],
    [['rating'], 0, '评分'],
    [['rating'], '五', '评分'],
    [['helpers'], ['mei-you'], '出力的人 › 第 1 项'],
    [['team'], 'mei-you', '队伍'],
    [['station'], 'mei-you', '站点'],
    [['video'], 'mei-you', '短片'],
    [['before'], 'x/mei-you.jpg', '处理前的照片'],
  ],
  'indicators/big-party-committees.yaml': [
    [['label'], '', '名称'],
    [['unit'], '', '单位'],
    [['unit'], long(13), '单位'],
    [['action'], 'walk', '属于哪项行动'],
    [['order'], -1, '次序'],
    [['value'], '很多', '数值'],
    [['value'], -1, '数值'],
    [['since'], '去年', '从什么时候算起'],
    [['asOf'], '2026-13', '算到什么时候'],
    [['source', 'title'], '', '出处 › 标题'],
    [['source', 'url'], 'example.com', '出处 › 网址'],
    [['source', 'date'], '2022-02-30', '出处 › 发布日期'],
    [['series'], [{ period: '2022', value: 1 }], '数值'],
    [
      ['series'],
      [
        { period: '2023', value: 1 },
        { period: '2022', value: 14 },
      ],
      '各时期的数值',
    ],
    [['ledger'], { from: '2026-02-30', state: 'done' }, '由派单台账累加 › 从哪一天起'],
  ],
  'features/qiyi-2026/index.md': [
    [['title'], '', '标题'],
    [['festival'], 'birthday', '节日'],
    [['year'], 26, '哪一年'],
    [['year'], 2024, '哪一年'],
    [['from'], '2026-07-06', '到哪天止'],
    [['to'], '', '到哪天止'],
    [['cover'], 'mei-you.jpg', '封面图'],
    [['coverAlt'], '', '封面图说明'],
    [['lead'], '', '导语'],
    [['people'], ['mei-you'], '人物 › 第 1 项'],
    [['orders'], ['mei-you'], '办结的事 › 第 1 项'],
  ],
  'teams/jian-bangbang.yaml': [
    [['name'], '', '队伍名称'],
    [['kind'], '', '队伍类型'],
    [['does'], [], '做些什么'],
    [['contact'], mobile, '联系方式'],
    [['members'], ['mei-you'], '队员 › 第 1 项'],
  ],
  'pages/about.md': [
    [['title'], '', '标题'],
    [['description'], '', '一句话说明'],
    [['description'], long(161), '一句话说明'],
  ],
  'site/settings.yaml': [
    [['name'], '', '网站名称'],
    [['contact'], { phone: '打我电话' }, '联系方式 › 电话'],
    [['contact'], { phone: '----' }, '联系方式 › 电话'],
    [['contact'], { email: 'a@' }, '联系方式 › 电子邮箱'],
    [['filings'], { icp: '12345' }, '备案 › ICP 备案号'],
    [['filings'], { police: '川公网安备 12 号' }, '备案 › 公安备案号'],
    [['filings'], { identifier: '511' }, '备案 › 政府网站标识码'],
    [['adcode'], '51112', '县级行政区划代码'],
    [['bounds'], { west: 104.2, south: 29, east: 103.7, north: 29.48 }, '全县范围 › 最东的经度'],
    [['publicNumbers'], [{ number: '热线', whose: '县总工会' }], '公开的手机号 › 第 1 项 › 号码'],
  ],
  'site/holidays/2026.yaml': [
    [['year'], 2027, '哪一年'],
    [['source'], '', '出处'],
    [['periods', 0, 'to'], '2025-12-31', '放假的日子 › 第 1 项 › 最后一天'],
    [['workdays'], ['2026-05-01'], '调休上班的日子'],
    [['workdays'], ['五一'], '调休上班的日子 › 第 1 项'],
  ],
  'site/synonyms.yaml': [
    [['groups', 0, 'words'], ['犍为'], '一组一组的词 › 第 1 项 › 意思一样的几个词'],
    [['groups', 0, 'words'], ['犍为', '水'], '一组一组的词 › 第 1 项 › 意思一样的几个词 › 第 2 项'],
  ],
};

/** Stories that are wrong, below fields that are right. */
const stories: readonly (readonly [text: string, label: string])[] = [
  ['<Quote text="一句话" />', '事迹 › 引语 › 谁说的'],
  ['<Station slug="mei-you" />', '事迹 › 站点 › 站点'],
  ['<Picture src="story/mei-you.jpg" alt="图" />', '事迹 › 图片 › 图片'],
  ['<Nothing />', '事迹'],
  ['![](https://example.com/a.jpg)', '事迹'],
  [`电话 13812345678`, '事迹'],
];

suite('a wrong value', () => {
  let content: string;
  let opened: OpenedEntries;

  before(async () => {
    content = mkdtempSync(join(tmpdir(), 'hongxin-wrong-'));
    cpSync(join(projectDirectory, 'content'), content, { recursive: true });
    opened = withEntries(await openContentStore(content, isWritable));
    await opened.store.tree();
  });

  after(() => {
    rmSync(content, { recursive: true, force: true });
  });

  async function labelsAfter(file: string, fields: FieldValue, body: string | undefined): Promise<string[]> {
    const before = readFileSync(join(content, file), 'utf8');
    const text = stringify(fields, { aliasDuplicateObjects: false });
    const written = body === undefined ? text : `---\n${text}---\n${body}`;
    const request = new Request('http://localhost/api/keystatic/update', {
      method: 'POST',
      headers: { 'no-cors': '1' },
      body: JSON.stringify({
        additions: [{ path: file, contents: Buffer.from(written).toString('base64url') }],
        deletions: [],
        base: [{ path: file, sha: opened.store.index.idOf(file) ?? null }],
      }),
    });
    const response = await contentResponse(opened, request, 'update');
    assert.equal(response.status, 422, await response.clone().text());
    assert.equal(readFileSync(join(content, file), 'utf8'), before, 'nothing is written');
    const { message, entries } = (await response.json()) as WrongSave;
    assert.match(message, /^没有保存：有 \d+ 处要改/);
    const own = [...wordsIn(fields), ...wordsIn(body), 'WiFi'];
    for (const { problems } of entries)
      for (const { label, found, expected } of problems)
        for (const words of [label, found, expected]) assert.ok(!isLatin(words, own), `not in Chinese: ${words}`);
    return entries.flatMap((entry) => (entry.file === file ? entry.problems.map(({ label }) => label) : []));
  }

  function sourceOf(file: string): { fields: FieldValue; body: string | undefined } {
    const entry = entryAt(file);
    assert.ok(entry !== undefined, file);
    const source = readSource(file, readFileSync(join(content, file)), kinds[entry.kind].files.hasBody);
    assert.ok(!Array.isArray(source), file);
    return { fields: source.fields as FieldValue, body: source.body?.text };
  }

  for (const [file, rows] of Object.entries(wrong)) {
    for (const [path, value, label] of rows) {
      test(`is refused at “${label}”: ${path.join('.')} of ${file} as ${JSON.stringify(value ?? null).slice(0, 60)}`, async () => {
        const { fields, body } = sourceOf(file);
        const labels = await labelsAfter(file, withValueAt(fields, path, value), body);
        assert.ok(labels.includes(label), labels.join('、'));
      });
    }
  }

  for (const [text, label] of stories) {
    test(`is refused at “${label}”: ${text} in a story`, async () => {
      const file = 'people/an-tu/index.md';
      const { fields, body } = sourceOf(file);
      assert.ok((await labelsAfter(file, fields, `${body ?? ''}\n\n${text}\n`)).includes(label));
    });
  }

  test('stands in this table for each form, at least 120 in all', () => {
    const count = Object.values(wrong).reduce((sum, rows) => sum + rows.length, stories.length);
    assert.ok(count >= 120, String(count));
    assert.equal(Object.keys(wrong).length, 11);
  });
});
