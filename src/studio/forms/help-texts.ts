/** Help texts that several forms share. */

/** How a town is written. */
export const townDescription = '写全称，例如“玉津镇”，要和“网站设置”里的乡镇名单一致。';
