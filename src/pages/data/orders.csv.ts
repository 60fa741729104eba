/** Open data: all orders as a table for Excel, with Chinese heads. */
import type { APIRoute } from 'astro';
import { orders } from '../../library/orders.ts';
import { orderKinds, orderStates } from '../../schemas/vocabulary.ts';
import { absolute, csv } from './_responses.ts';

const columns = [
  '标题',
  '类型',
  '类别',
  '乡镇',
  '社区（村）',
  '来源',
  '进度',
  '提出日期',
  '派单日期',
  '接单日期',
  '接单单位',
  '办结日期',
  '评价日期',
  '评价',
  '办理时限（天）',
  '示例',
  '网址',
];

export const GET: APIRoute = async () =>
  csv(
    (await orders()).map((order) => {
      const on = (state: keyof typeof orderStates) => order.steps.find((step) => step.state === state)?.on;
      return {
        标题: order.title,
        类型: orderKinds[order.kind],
        类别: order.category,
        乡镇: order.town,
        '社区（村）': order.community,
        来源: order.source,
        进度: orderStates[order.state],
        提出日期: on('raised'),
        派单日期: on('dispatched'),
        接单日期: on('accepted'),
        接单单位: order.acceptedBy,
        办结日期: on('done'),
        评价日期: on('rated'),
        评价: order.rating,
        '办理时限（天）': order.dueDays,
        示例: order.isSample ? '是' : '',
        网址: absolute(order.href),
      };
    }),
    columns,
  );
