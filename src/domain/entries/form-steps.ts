/** The steps of long forms: their fields in the order of the job, under headings that fold. Short forms have none. */
import type { KindName } from '../../kinds.ts';

/** A step. It goes on to the first field of the next one. */
export interface FormStep {
  label: string;
  /** Its first field. */
  first: string;
  /** Folded until somebody opens it: nothing in it is needed. In a few words what it is for. */
  ifFolded?: string;
}

export const formSteps: Readonly<Partial<Record<KindName, readonly FormStep[]>>> = {
  people: [
    { label: '是谁', first: 'name' },
    { label: '照片', first: 'portrait' },
    { label: '事迹', first: 'headline' },
    { label: '荣誉和关联', first: 'themes', ifFolded: '主题、荣誉、短片和站点' },
    { label: '同意和发布', first: 'publication' },
  ],
  videos: [
    { label: '短片', first: 'title' },
    { label: '时间地点', first: 'recordedOn' },
    { label: '人和事', first: 'scene' },
    { label: '声音和文字', first: 'audio' },
    { label: '什么时候公开', first: 'publication' },
  ],
  stations: [
    { label: '在哪里', first: 'name' },
    { label: '什么时候开', first: 'hours' },
    { label: '有什么', first: 'facilities' },
    { label: '货车能不能停', first: 'truck', ifFolded: '能停货车的才填' },
    { label: '联系和照片', first: 'phone', ifFolded: '电话、设站单位、照片' },
    { label: '核实', first: 'verified' },
    { label: '什么时候公开', first: 'publication' },
  ],
  orders: [
    { label: '什么事', first: 'title' },
    { label: '怎么办的', first: 'raisedOn' },
    { label: '谁出的力', first: 'helpers', ifFolded: '人物、队伍、站点、短片' },
    { label: '前后照片', first: 'before' },
    { label: '什么时候公开', first: 'publication' },
  ],
  features: [
    { label: '什么节', first: 'title' },
    { label: '封面', first: 'cover' },
    { label: '导语和正文', first: 'lead' },
    { label: '人物、短片、办结的事', first: 'people' },
    { label: '什么时候公开', first: 'publication' },
  ],
  settings: [
    { label: '网站', first: 'name' },
    { label: '联系和备案', first: 'contact' },
    { label: '乡镇和示意图', first: 'adcode' },
    { label: '公开的手机号', first: 'publicNumbers' },
  ],
};
