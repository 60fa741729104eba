/** One entry of every kind, as an editor would write it. Later ones name earlier ones. */
import type { EntryForm } from './entry-form.ts';

/** A red picture of 640 × 480 pixels. */
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAoAAAAHgAQMAAAAPH06nAAAAA1BMVEW4OivlIrVLAAAACXBIWXMAAAPoAAAD6AG1e1JrAAAAPUlEQVR4nO3BAQ0AAADCoPdPbQ43oAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAADgzwCX4AAB9Dl2RwAAAABJRU5ErkJggg==',
  'base64',
);
const picture = (name: string) => ({ name, mimeType: 'image/png', buffer: png });
/** A picture as a phone names every one of its own. */
export const examplePicture = picture('image.PNG');
const captions = {
  name: '随手拍字幕.vtt',
  mimeType: 'text/vtt',
  buffer: Buffer.from('WEBVTT\n\n00:00:00.000 --> 00:00:02.000\n今天风大，骑慢一点。\n'),
};
const fingerprint = 'a'.repeat(64);

async function publish(form: EntryForm): Promise<void> {
  const group = form.group('发布');
  await group.choose('状态', '已发布');
  await group.tick('这是示例');
}

/** How an entry of one kind is made, and what must come of it. */
export interface Example {
  /** The key of the collection in Keystatic. */
  collection: string;
  /** The label of the collection. */
  label: string;
  /** The file that is written, in the content tree. */
  file: string;
  /** Words in it by which the list finds it, and no other one. */
  listed: string;
  fill: (form: EntryForm) => Promise<void>;
  /** The page of the built site that shows it, and what can be read there. */
  shown?: { page: string; texts: string[] };
}

export const examples: readonly Example[] = [
  {
    collection: 'holidays',
    label: '节假日',
    listed: '国务院办公厅关于',
    file: 'site/holidays/2026.yaml',
    async fill(form) {
      await form.write('哪一年', '2026');
      await form.write('出处', '国务院办公厅关于2026年部分节假日安排的通知');
      await form.add('放假的日子', async (item) => {
        await item.write('节日', '劳动节');
        await item.write('第一天', '2026-05-01');
        await item.write('最后一天', '2026-05-05');
      });
      await form.add('调休上班的日子', (item) => item.write('日期', '2026-05-09'));
    },
  },
  {
    collection: 'media',
    label: '短片文件',
    listed: '12.5',
    file: 'media/feng-da-qi-man.json',
    async fill(form) {
      await form.write('编号', 'feng-da-qi-man');
      const original = form.group('原片');
      await original.write('指纹（SHA-256）', fingerprint);
      await original.write('大小（字节）', '2400000');
      await form.write('时长（秒）', '12.5');
      await form.write('宽（像素）', '540');
      await form.write('高（像素）', '960');
      await form.write('封面图文件名', './feng-da-qi-man.png');
      await form.add('播放文件', async (item) => {
        await item.write('文件名', 'feng-da-qi-man.mp4');
        await item.write('编码', 'avc1.64001f, mp4a.40.2');
        await item.write('宽（像素）', '540');
        await item.write('高（像素）', '960');
        await item.write('大小（字节）', '240000');
        await item.write('指纹（SHA-256）', fingerprint);
      });
    },
  },
  {
    collection: 'stations',
    label: '站点',
    listed: '小哥驿站',
    file: 'stations/bin-jiang-lu-xiao-ge-yi-zhan.yaml',
    async fill(form) {
      await form.write('站点名称', '滨江路小哥驿站');
      await form.choose('类型', '小哥驿站');
      await form.write('所在乡镇', '玉津镇');
      await form.write('地址', '滨江路（测试地址）');
      await form.write('附近好认的地方', '客运站对面');
      await form.write('怎么进', '从东门进，不用登记。');
      await form.write('经度', '103.949123');
      await form.write('纬度', '29.208456');
      await form.choose('怎么开放', '按星期');
      await form.write('星期一', '08:00-12:00，14:00-18:00');
      await form.write('星期五', '20:00-26:00');
      await form.choose('微波炉', '有');
      await form.choose('淋浴', '没有');
      await form.unfold('货车能不能停');
      await form.write('货车车位数', '3');
      await form.write('最大车长（米）', '9.6');
      await form.write('服务项目', '免费热饭\n代收快件');
      await form.unfold('联系和照片');
      await form.attach('照片', picture('站点.png'));
      await form.write('照片说明', '驿站的玻璃门');
      await form.write('核实日期', '2026-04-01');
      await form.write('核实人或单位', '测试员');
      await publish(form);
    },
    shown: {
      page: 'stations/bin-jiang-lu-xiao-ge-yi-zhan/index.html',
      texts: ['滨江路小哥驿站', '客运站对面', '免费热饭', '9.6'],
    },
  },
  {
    collection: 'people',
    label: '人物',
    listed: '快递员',
    file: 'people/shan-xiao-yu/index.md',
    async fill(form) {
      await form.write('姓名', '单小雨');
      await form.choose('职业', '快递员');
      await form.write('所在乡镇', '玉津镇');
      await form.write('从业年份', '2019');
      await form.write('一句话介绍', '七年跑遍玉津镇的每一条巷子');
      await form.attach('照片', picture('肖像.PNG'));
      await form.write('照片说明', '快递员站在三轮车旁');
      await form.write('本人的话', '件到了，人才安心。');
      await form.tell(
        '每天早上六点出门，2026 年也一样 *不停* {真的} <b>。\n## 路上\n他说：**“有热饭。”**后来\n- 热水\n微波炉',
      );
      await form.unfold('荣誉和关联');
      await form.tick('劳动之美');
      await form.add('荣誉', async (item) => {
        await item.write('荣誉名称', '最美快递员');
        await item.choose('授予级别', '县级');
        await item.write('获得年份', '2025');
        await item.write('授予单位', '测试单位');
      });
      await form.pick('常去的站点', '滨江路小哥驿站', 'binjiang lu');
      await publish(form);
    },
    shown: {
      page: 'people/shan-xiao-yu/index.html',
      texts: ['单小雨', '七年跑遍玉津镇的每一条巷子', '每天早上六点出门', '最美快递员', '滨江路小哥驿站'],
    },
  },
  {
    collection: 'videos',
    label: '短片',
    listed: '2026-03-12',
    file: 'videos/feng-da-qi-man-yi-dian/index.md',
    async fill(form) {
      await form.write('标题', '风大，骑慢一点');
      await form.pickClip('feng-da-qi-man');
      await form.write('拍摄日期', '2026-03-12');
      await form.write('拍摄地所在乡镇', '玉津镇');
      await form.choose('场景', '参与公益活动');
      await form.choose('主题', '担当之美');
      await form.pick('出镜的人', '单小雨', 'sxy');
      await form.choose('声音', '有人说话');
      await form.attach('字幕', captions);
      await form.tell('今天风大，骑慢一点。');
      await publish(form);
    },
    shown: { page: 'videos/feng-da-qi-man-yi-dian/index.html', texts: ['风大，骑慢一点', '单小雨'] },
  },
  {
    collection: 'teams',
    label: '队伍',
    listed: '志愿服务队',
    file: 'teams/xian-feng-dui.yaml',
    async fill(form) {
      await form.write('队伍名称', '先锋队');
      await form.write('队伍类型', '志愿服务队');
      await form.write('做些什么', '上报路上的隐患\n帮老人送药');
      await form.write('队员的职责', '每周巡一次路');
      await form.pick('队员', '单小雨');
    },
    shown: { page: 'teams/index.html', texts: ['先锋队', '帮老人送药'] },
  },
  {
    collection: 'orders',
    label: '派单台账',
    listed: '微心愿',
    file: `orders/${new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', year: 'numeric' }).format()}/xiu-hao-xiang-kou-lu-deng.yaml`,
    async fill(form) {
      await form.write('办什么事', '修好巷口路灯');
      await form.choose('类型', '微心愿');
      await form.write('类别', '道路照明');
      await form.write('所在乡镇', '玉津镇');
      await form.write('社区或村', '滨江社区');
      await form.write('需求来源', '微信交流群');
      await form.write('事情经过', '巷口的路灯坏了三天，接单当晚修好。');
      await form.write('提出日期', '2026-02-01');
      await form.write('派单日期', '2026-02-02');
      await form.write('接单日期', '2026-02-02');
      await form.write('接单单位或个人', '先锋队');
      await form.write('办结日期', '2026-02-03');
      await form.write('评价日期', '2026-02-05');
      await form.write('评分', '5');
      await form.unfold('谁出的力');
      await form.pick('出力的人', '单小雨', '小雨');
      await form.pick('队伍', '先锋队');
      await form.attach('处理后的照片', picture('修好了.png'));
      await publish(form);
    },
    shown: {
      page: 'orders/xiu-hao-xiang-kou-lu-deng/index.html',
      texts: ['修好巷口路灯', '接单当晚修好', '滨江社区'],
    },
  },
  {
    collection: 'features',
    label: '节日专题',
    listed: '五一国际劳动节',
    file: 'features/lao-dong-zui-guang-rong/index.md',
    async fill(form) {
      await form.write('标题', '劳动最光荣');
      await form.write('哪一年', '2026');
      await form.write('从哪天起放在首页', '2026-04-28');
      await form.write('到哪天止', '2026-05-05');
      await form.attach('封面图', picture('封面.png'));
      await form.write('封面图说明', '清晨的滨江路');
      await form.write('导语', '节日里，他们还在路上。');
      await form.tell('向每一位劳动者问好。');
      await form.pick('人物', '单小雨', 'shanxiao');
      await publish(form);
    },
    shown: {
      page: 'features/lao-dong-zui-guang-rong/index.html',
      texts: ['劳动最光荣', '节日里，他们还在路上。', '向每一位劳动者问好', '单小雨'],
    },
  },
  {
    collection: 'indicators',
    label: '成效数据',
    listed: '情暖新心',
    file: 'indicators/wei-xin-yuan.yaml',
    async fill(form) {
      await form.write('名称', '微心愿');
      await form.scope.getByLabel('数值').first().fill('1234');
      await form.write('单位', '个');
      await form.tick('公布时带“余”字');
      await form.choose('属于哪项行动', '情暖新心');
      await form.write('次序', '10');
      await form.write('算到什么时候', '2026-03');
      const source = form.group('出处');
      await source.write('标题', '测试报道');
      await source.write('发布单位', '测试单位');
      await source.write('网址', 'https://example.com/a');
    },
    shown: { page: 'achievements/index.html', texts: ['微心愿', '测试报道'] },
  },
  {
    collection: 'pages',
    label: '文字页面',
    listed: '怎么用这个网站',
    file: 'pages/bang-zhu.md',
    async fill(form) {
      await form.write('标题', '帮助');
      await form.write('一句话说明', '怎么用这个网站');
      await form.tell('有问题请找网格员。');
    },
  },
];
