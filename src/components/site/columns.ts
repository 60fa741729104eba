/** The columns of the site, as 国务院办公厅《政府网站发展指引》（国办发〔2017〕47 号，附件 2）has sites name theirs in every page. */
import { paths } from '../../addresses.ts';

/** A column. */
export interface Column {
  /** Path of its first page, without the base path. */
  path: string;
  name: string;
  /** What kind of content it has, in the words of the guideline's list of columns. */
  type: string;
}

const columns: readonly Column[] = [
  { path: paths.people, name: '人物', type: '专题专栏' },
  { path: paths.videos, name: '随手拍', type: '专题专栏' },
  { path: paths.features, name: '节日专题', type: '专题专栏' },
  { path: paths.stations, name: '歇脚站点', type: '办事服务' },
  { path: paths.orders, name: '派单办件', type: '互动交流' },
  { path: paths.achievements, name: '成效数字', type: '数据发布' },
  { path: paths.teams, name: '服务队伍', type: '办事服务' },
  { path: paths.about, name: '关于本站', type: '概况信息' },
];

/** The column in which a page lies; `undefined` for the home page, the search and what is in none. @param path without the base path */
export const columnOf = (path: string): Column | undefined => columns.find((column) => path.startsWith(column.path));
