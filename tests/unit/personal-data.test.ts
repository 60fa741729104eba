/** Personal data is found in every notation, and text that only resembles it is accepted. */
import assert from 'node:assert/strict';
import test, { suite } from 'node:test';
import {
  findPrivate,
  isBankCard,
  isIdentityNumber,
  isOldIdentityNumber,
  passesLuhn,
  type PrivateKind,
} from '../../src/domain/text/personal-data.ts';

const kindsIn = (text: string) => findPrivate(text).map(({ kind }) => kind);

suite('identity numbers (GB 11643-1999)', () => {
  test('the two examples of the standard have the right check character', () => {
    assert.ok(isIdentityNumber('11010519491231002X'));
    assert.ok(isIdentityNumber('440524188001010014'));
  });

  test('of the eleven possible check characters exactly one is right', () => {
    const right = Array.from('0123456789X').filter((last) => isIdentityNumber(`11010519491231002${last}`));
    assert.deepEqual(right, ['X']);
  });

  test('one wrong digit, or two neighbours changed, is always noticed', () => {
    const number = '11010519491231002X';
    for (let index = 0; index < 17; index++) {
      for (let other = 1; other <= 9; other++) {
        const digit = String((Number(number[index]) + other) % 10);
        assert.ok(!isIdentityNumber(number.slice(0, index) + digit + number.slice(index + 1)));
      }
      const [one, next] = [number.charAt(index), number.charAt(index + 1)];
      if (one === next || next === 'X') continue;
      assert.ok(!isIdentityNumber(number.slice(0, index) + next + one + number.slice(index + 2)));
    }
  });

  test('the day of birth has to exist, and the province', () => {
    assert.ok(!isOldIdentityNumber('110105490231002'));
    assert.ok(!isOldIdentityNumber('990105491231002'));
    assert.ok(isOldIdentityNumber('110105491231002'));
  });
});

suite('bank cards', () => {
  test('the check digit is that of ISO/IEC 7812-1: its example passes, every other last digit does not', () => {
    const right = Array.from('0123456789').filter((last) => passesLuhn(`7992739871${last}`));
    assert.deepEqual(right, ['3']);
  });

  test('numbers that payment services publish for tests are recognised', () => {
    for (const number of ['6226090000000048', '6216261000000000018', '4111111111111111', '5500005555555559']) {
      assert.ok(isBankCard(number), number);
    }
  });

  test('numbers of orders are none, even where the check digit fits', () => {
    for (const number of ['2026090212345671', '3000000000000004', '1234567812345670', '6226090000000049']) {
      assert.ok(!isBankCard(number), number);
    }
  });

  test('a zero before or behind a number, with which the check digit still fits, makes it none', () => {
    for (const number of ['06226090000000048', '04111111111111111', '0955880000000000000']) {
      assert.ok(passesLuhn(number));
      assert.ok(!isBankCard(number), number);
    }
  });
});

const refused: Record<PrivateKind, readonly string[]> = {
  identity: [
    '身份证11010519491231002X',
    '110105 19491231 002x',
    '１１０１０５１９４９１２３１００２Ｘ',
    '证号110105491231002。',
  ],
  mobile: [
    '13812345678',
    '电话：138 1234 5678',
    '138-1234-5678',
    '1381-234-5678',
    '138．1234．5678',
    '１３８１２３４５６７８',
    '+86 13812345678',
    '008613812345678',
    '1 3 8 1 2 3 4 5 6 7 8',
    '一三八一二三四五六七八',
    '幺三八〇零二两四五六七',
    'vx13812345678',
    '联系人2 13812345678',
    '138\u200b1234\u200b5678',
  ],
  'bank-card': ['6226090000000048', '6226 0900 0000 0048', '6226-0900-0000-0048', '卡号6216261000000000018。'],
  'home-address': [
    '住在 3 栋 2 单元 401 室',
    '5 号楼 1201 室',
    '村里 3 组 12 号',
    '家住玉津镇老街 12 号',
    '3栋2单元501',
    '3栋 2单元 5楼 2号',
    '三栋二单元五零一',
    '5号楼1201室',
    '２单元５０１室',
    'A座1203',
    '6#楼1203',
    '6#2单元501',
    '滨江路12号501室',
    '阳光花园3-2-501',
    '阳光花园12-2-501。',
    '阳光花园3-12-501',
    '芭沟村3组12号',
    '家住玉津镇老街12号',
    '户籍地玉津镇老街12号',
    '户籍：玉津镇老街12号',
    'Building3栋2单元501',
  ],
};

suite('a text that is refused', () => {
  for (const [kind, texts] of Object.entries(refused)) {
    for (const text of texts)
      test(`for ${kind}: ${text}`, () => {
        assert.deepEqual(kindsIn(text), [kind]);
      });
  }
});

suite('a text that passes', () => {
  for (const text of [
    '订单 20260902001',
    '编号 23812345678',
    '流水号 2026090212345678',
    '2026-09-02 至 2026-09-03，08:30-17:30',
    'ISBN 978-7-5115-1234-5',
    '9787511512345',
    '1380.00 元，13800 元',
    '103.1381234567,29.13812345678',
    '0833-4221234，12345，119',
    '1.13.8',
    '138****5678',
    '13812345678901',
    'e9f13812345678ab12cd34efab',
    'https://www.example.gov.cn/t13812345678.html',
    'http://www.example.gov.cn/13812345678',
    '阳光花园3-2-50123',
    '3栋2单元楼道灯不亮',
    '5号楼1200户居民，3单元12户，3座5人',
    '3栋2026年改造',
    '两个单元的指示灯，老楼二单元',
    '政务中心3楼302室',
    '滨江路12号',
    '15个组，12号前办结',
    '第3组12号选手',
    '一千三百八十一，一二三四五六七八九十',
    'G93 高速，200平方米，川L12345',
    '见 pull#1234、issue#501',
    'M5492.3516-.3516.5492 185.1236-.4025',
  ]) {
    test(text, () => {
      assert.deepEqual(findPrivate(text), []);
    });
  }
});

test('a public place may have the number of its house, but no flat', () => {
  const rules = { isPublicPlace: true };
  assert.deepEqual(findPrivate('芭沟村3组12号', rules), []);
  assert.equal(findPrivate('滨江路12号2单元301室', rules).length, 1);
});

test('everything in a text is found, with its line', () => {
  const found = findPrivate('一行\n电话13812345678\n\n3栋2单元501，11010519491231002X');
  assert.deepEqual(
    found.map(({ kind, line }) => [kind, line]),
    [
      ['mobile', 2],
      ['home-address', 4],
      ['identity', 4],
    ],
  );
});

test('an address is told as a whole, without digits', () => {
  for (const address of ['12号501室', '花园12-2-501', '花园3-12-501', '6#楼1203']) {
    assert.deepEqual(findPrivate(`滨江路的${address}。`), [
      { kind: 'home-address', text: address, line: 1, digits: '' },
    ]);
  }
});

test('with six letters or digits around it a number is one, with seven it is a part of a code', () => {
  for (const text of ['abcdef13812345678', '13812345678abcdef', 'abc13812345678def'])
    assert.deepEqual(kindsIn(text), ['mobile'], text);
  for (const text of ['abcdefg13812345678', '13812345678abcdefg', 'abc13812345678defg'])
    assert.deepEqual(kindsIn(text), [], text);
});

test('the address of a web page parts what stands before it from what stands behind it, and hides neither', () => {
  assert.deepEqual(kindsIn('电话13812345678https://www.example.cn/t'), ['mobile']);
  for (const mark of '，；。、！？：（“」 ')
    assert.deepEqual(kindsIn(`https://www.example.cn/t${mark}13812345678`), ['mobile'], mark);
  assert.deepEqual(kindsIn('3栋https://www.example.cn/t，501'), []);
});

test('two findings that touch are both told', () => {
  assert.deepEqual(kindsIn('3栋2单元501室13812345678'), ['home-address', 'mobile']);
  assert.deepEqual(kindsIn('13812345678甲座1203'), ['mobile', 'home-address']);
});
