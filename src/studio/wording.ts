/**
 * The wording of Keystatic's interface in Chinese. Its zh-CN table has 27 words, several of them wrong (节省 for 保存),
 * and the rest of its interface is English in the code. A replacement is a fragment of its source, long enough to mean
 * one thing. `times` is how often it occurs in the files for browsers: a test fails when a new version differs.
 */

/** One fragment of source and its replacement. */
export interface Replacement {
  find: string;
  replace: string;
  times: number;
}

const one = (find: string, replace: string, times = 1): Replacement => ({ find, replace, times });

/** A property of a JSX element or of an option, `property: "words"`, in double or single quotes as in the source. */
const propertyText = (property: string, words: string, chinese: string, times = 1, quote = '"') =>
  one(`${property}: ${quote}${words}${quote}`, `${property}: ${JSON.stringify(chinese)}`, times);

/** Corrections of the zh-CN table. */
const table: Replacement[] = [
  one('"branches": `分支机构`', '"branches": `分支`'),
  one('"branchName": `分店名称`', '"branchName": `分支名称`'),
  one('"clear": `透明`,\n    "collection"', '"clear": `清除`,\n    "collection"'),
  one(
    '"collection": `收藏`,\n    "collections": `收藏品`,\n    "create": `创造`',
    '"collection": `栏目`,\n    "collections": `栏目`,\n    "create": `新建`',
  ),
  one('"createPullRequest": `创建拉取请求`', '"createPullRequest": `新建合并请求`'),
  one('"dashboard": `仪表板`', '"dashboard": `工作台`'),
  one('"loading": `正在加载`', '"loading": `正在打开`'),
  one('"newBranch": `新分行`', '"newBranch": `新分支`', 2),
  one('"otherBranches": `其他分行`', '"otherBranches": `其他分支`', 2),
  one('"pullRequests": `拉取请求`', '"pullRequests": `合并请求`'),
  one('"save": `节省`', '"save": `保存`'),
  one('"singleton": `单例`,\n    "singletons": `单例`', '"singleton": `单页`,\n    "singletons": `单页`'),
  one('"viewPullRequests": `查看拉取请求`', '"viewPullRequests": `查看合并请求`'),
];

/** The home page of the studio, lists of entries and the search in them. */
const lists: Replacement[] = [
  propertyText('children', 'Dashboard', '工作台'),
  propertyText('title', 'Content', '内容'),
  propertyText('title', 'Unable to load collection', '这个栏目打不开'),
  propertyText('"aria-label"', 'Loading Entries', '正在打开列表'),
  propertyText('title', 'Empty collection', '还没有内容'),
  one('["There aren\'t any entries yet.", " ",', '["这个栏目还是空的，可以", "",'),
  propertyText('children', 'Create the first entry', '新建第一条'),
  one('" ", "to see it here."', '"。", ""'),
  one("'Unchanged' : 'Changed' : 'Added'", "'未改动' : '已改动' : '新增'"),
  propertyText('name', 'Status', '状态', 2, "'"),
  propertyText('name', 'Slug', '网址名', 1, "'"),
  propertyText('name', 'Name', '网址名', 2, "'"),
  propertyText('"aria-label"', 'Status', '状态'),
  propertyText('title', 'No results', '没有找到'),
  one('`No items matching "${searchTerm}" were found.`', '`没有含“${searchTerm}”的内容。`'),
  propertyText('"aria-label"', 'Add', '新建'),
  propertyText('"aria-label"', 'Changed', '已改动'),
  propertyText('children', 'Changed', '已改动'),
  one("singular: 'entry',\n        plural: 'entries'", "singular: '条',\n        plural: '条'"),
  one("singular: 'change',\n        plural: 'changes'", "singular: '处改动',\n        plural: '处改动'"),
  one('singular: "change",\n            plural: "changes"', 'singular: "处改动",\n            plural: "处改动"'),
  propertyText('"aria-label"', 'theme', '明暗'),
  propertyText('"aria-label"', 'show search', '搜索'),
  propertyText('"aria-label"', 'User menu', '我的'),
  propertyText('"aria-label"', 'Open app navigation', '打开导航'),
  propertyText('label', 'Light', '浅色', 1, "'"),
  propertyText('label', 'Dark', '深色', 1, "'"),
  propertyText('label', 'System', '跟随系统', 1, "'"),
];

/** The page of an entry: its buttons, menu, dialogs and notices. */
const entry: Replacement[] = [
  propertyText('label', 'Reset changes', '放弃改动'),
  propertyText('label', 'Reset', '放弃改动', 1),
  propertyText('label', 'Reset', '放弃改动', 1, "'"),
  propertyText('label', 'Delete entry\\u2026', '删除……'),
  propertyText('label', 'Copy entry', '复制内容', 2),
  propertyText('label', 'Copy entry', '复制内容', 1, "'"),
  propertyText('label', 'Paste entry', '粘贴内容', 2),
  propertyText('label', 'Paste entry', '粘贴内容', 1, "'"),
  propertyText('label', 'Duplicate entry\\u2026', '另存一份……'),
  propertyText('label', 'Preview', '预览', 2),
  propertyText('"aria-label"', 'Saving changes', '正在保存'),
  propertyText('"aria-label"', 'Creating entry', '正在新建'),
  propertyText('children', 'Unsaved', '未保存', 3),
  propertyText('title', 'Delete entry', '删除这条内容'),
  propertyText('primaryActionLabel', 'Yes, delete', '删除', 2),
  propertyText('cancelLabel', 'Cancel', '取消', 3),
  propertyText('children', 'Are you sure? This action cannot be undone.', '确定要删除吗？删除后不能在这里恢复。'),
  propertyText('title', 'Save and duplicate entry', '先保存，再另存一份'),
  propertyText('primaryActionLabel', 'Save and duplicate', '保存并另存'),
  propertyText(
    'children',
    'You have unsaved changes. Save this entry to duplicate it.',
    '还有改动没有保存。先保存这条内容，才能另存一份。',
  ),
  propertyText('"aria-label"', 'Loading Item', '正在打开', 2),
  one('`Loading ${singletonConfig.label}`', '`正在打开${singletonConfig.label}`'),
  propertyText('children', 'Entry not found.', '没有找到这条内容。', 2),
  one('"aria-label": `Updating ${singletonConfig.label}`', '"aria-label": `正在保存${singletonConfig.label}`'),
  one('isCreating ? "Create" : "Save"', 'isCreating ? "新建" : "保存"'),
  one('toastQueue.positive("Entry created"', 'toastQueue.positive("已新建"'),
  one('toastQueue.positive("Entry pasted"', 'toastQueue.positive("已粘贴"', 3),
  propertyText('actionLabel', 'Undo', '撤销', 3),
  one("'Failed to paste because clipboard access was denied'", "'没有粘贴成功：浏览器不允许读取剪贴板'"),
  one("'Failed to read clipboard'", "'读不到剪贴板'"),
  one("'Entry not found in clipboard'", "'剪贴板里没有复制过的内容'"),
  one('["Restored draft from ",', '["接着上次没有保存的写：写于",'),
  one('date: savedAt\n    }), ".",', 'date: savedAt\n    }), "。不要了就点“放弃改动”。",'),
  propertyText(
    'children',
    'Other changes have been made to this entry since the draft. You may want to discard the draft changes.',
    '这条内容后来又被改过，可能要放弃草稿里的改动。',
  ),
  propertyText('title', 'Not found', '没有这一页'),
  propertyText('message', 'This page could not be found.', '请从左边的导航重新进入。'),
  propertyText('children', 'Not found', '没有这一页'),
];

/** Fields of forms: lists, files, relations, slugs. */
const fields: Replacement[] = [
  propertyText('children', 'Edit item', '修改'),
  propertyText('children', 'Add item', '添加'),
  propertyText('children', 'Done', '完成', 4),
  propertyText('children', 'Empty list', '还没有内容'),
  propertyText('children', 'Add the first item to see it here.', '点“添加”写第一项。'),
  propertyText('children', 'Choose file', '选择文件', 4),
  propertyText('children', 'Remove', '移除', 15),
  propertyText('textValue', 'Remove', '移除', 1),
  propertyText('children', 'Download', '下载'),
  propertyText('label', 'Filename', '文件名', 2),
  one("'All selected'", "'没有可选的了'"),
  one("'No more items…'", "'没有可选的了'", 2),
  propertyText('children', 'No items selected\\u2026', '还没有选'),
  propertyText('"aria-label"', 'regenerate', '按标题重新生成网址名'),
  propertyText('children', 'Regenerate', '重新生成'),
  propertyText('label', 'Alt text', '图片说明', 2),
  one("label: 'Alt text'", "label: '图片说明'", 4),
];

/** Messages about a field that is filled in wrongly. */
const messages: Replacement[] = [
  one('`${fieldLabel} must not be empty`', '`请填写“${fieldLabel}”`', 2),
  one('`${fieldLabel} must be at least ${min} characters long`', '`“${fieldLabel}”至少 ${min} 个字`'),
  one('`${fieldLabel} must be no longer than ${max} characters`', '`“${fieldLabel}”最多 ${max} 个字`'),
  one('`${fieldLabel} must match the pattern ${pattern.regex}`', '`“${fieldLabel}”的写法不对`'),
  one('`${fieldLabel} must not be ..`', '`“${fieldLabel}”不能写成“..”`'),
  one('`${fieldLabel} must not be .`', '`“${fieldLabel}”不能写成“.”`', 2),
  one('`${fieldLabel} must not contain ..`', '`“${fieldLabel}”里不能有“..”`'),
  one('`${fieldLabel} must not contain slashes`', '`“${fieldLabel}”里不能有斜杠`'),
  one('`${fieldLabel} must not start or end with spaces`', '`“${fieldLabel}”的前后不能有空格`'),
  one('`${fieldLabel} must be unique`', '`“${fieldLabel}”已经有人用了，请换一个`'),
  one('`${label} is not a valid date`', '`“${label}”不是一个日期`'),
  one('`${label} is not a valid datetime`', '`“${label}”不是一个时间`'),
  one('`${label} is not a valid URL`', '`“${label}”不是一个网址`'),
  one('`${label} is required`', '`请填写“${label}”`', 6),
  one('[props.label, " is required"]', '["请选择“", props.label, "”"]', 2),
  one('`${props.label} is required`', '`请选择“${props.label}”`', 2),
  one('`${label} must be after ${min.toLocaleDateString()}`', '`“${label}”不早于 ${min.toLocaleDateString()}`'),
  one('`${label} must be no later than ${max.toLocaleDateString()}`', '`“${label}”不晚于 ${max.toLocaleDateString()}`'),
  one('`${label} must be a number`', '`“${label}”要填数字`'),
  one('`${label} must be a whole number`', '`“${label}”要填整数`'),
  one('`${label} must be at least ${validation.min}`', '`“${label}”不小于 ${validation.min}`', 2),
  one('`${label} must be at most ${validation.max}`', '`“${label}”不大于 ${validation.max}`', 2),
];

/** Messages about lists that are too short or too long. */
const lengths: Replacement[] = [
  one('`Must have at least ${pluralize(', '`至少要有 ${pluralize(', 2),
  one('`Must have at most ${pluralize(', '`最多只能有 ${pluralize(', 2),
  one('singular: "item"\n        })}.`', 'singular: "项",\n          plural: "项"\n        })}。`'),
  one('singular: "item"\n          })}.`', 'singular: "项",\n            plural: "项"\n          })}。`'),
  one("singular: 'item'\n    })}.`", "singular: '项',\n      plural: '项'\n    })}。`", 2),
];

/** Words of the parts that Keystatic is built from. */
const parts: Replacement[] = [
  one('"clear": `透明`,\n    "invalid"', '"clear": `清除`,\n    "invalid"'),
  propertyText('"aria-label"', 'Resize', '调整宽度'),
];

/** The editor of texts: its tools, menus and dialogs. */
const editor: Replacement[] = [
  one(
    `placeholderPlugin('Start writing or press "/" for commands…')`,
    "placeholderPlugin('在这里写；输入“/”可以插入标题、列表和引用')",
  ),
  propertyText('"aria-label"', 'Formatting options', '格式'),
  propertyText('"aria-label"', 'Blocks', '段落'),
  propertyText('"aria-label"', 'Divider', '分隔线', 2),
  propertyText('"aria-label"', 'Quote', '引用'),
  propertyText('children', 'Quote', '引用', 2),
  propertyText('children', 'Divider', '分隔线', 2),
  propertyText('"aria-label"', 'Text block', '段落样式', 2),
  propertyText('name', 'Paragraph', '正文', 2, "'"),
  one('name: `Heading ${level}`', 'name: `${level} 级标题`', 2),
  one("label: 'Heading '", "label: '标题 '"),
  propertyText('"aria-label"', 'Text formatting', '文字格式'),
  propertyText('label', 'Bold', '加粗', 2, "'"),
  propertyText('label', 'Italic', '斜体', 2, "'"),
  propertyText('label', 'Strikethrough', '删除线', 2, "'"),
  propertyText('label', 'Code', '代码', 2, "'"),
  propertyText('label', 'Clear formatting', '清除格式', 2, "'"),
  propertyText('"aria-label"', 'Lists', '列表', 2),
  propertyText('label', 'Bullet list', '项目列表', 2, "'"),
  propertyText('label', 'Numbered list', '编号列表', 1, "'"),
  propertyText('label', 'Ordered list', '编号列表', 1, "'"),
  propertyText('description', 'Insert an unordered list', '不分先后的几项', 1, "'"),
  propertyText('description', 'Insert an ordered list', '分先后的几项', 1, "'"),
  propertyText('label', 'Blockquote', '引用', 2, "'"),
  propertyText('description', 'Insert a quote or citation', '引用别人的话或文件', 1, "'"),
  propertyText('description', 'Use this for a top level heading', '文章标题', 1, "'"),
  propertyText('description', 'Use this for key sections', '文中的大标题', 1, "'"),
  propertyText('description', 'Use this for sub-sections', '文中的小标题', 1, "'"),
  propertyText('children', 'Insert', '插入', 4),
  propertyText('"aria-label"', 'Insert menu', '插入'),
  propertyText('children', 'Link', '链接', 2),
  propertyText('children', 'Unlink', '取消链接', 2),
  one('const t4 = props.href ? "Edit" : "Add"', 'const t4 = props.href ? "修改" : "添加"'),
  one('[t4, " link"]', '[t4, "链接"]'),
  propertyText('label', 'Text', '文字', 2),
  propertyText('label', 'Link', '网址', 2),
  propertyText('children', 'Edit', '修改', 4),
  one('["Edit ", props.component.label]', '["修改", props.component.label]'),
  propertyText('children', 'No results\\u2026', '没有找到'),
];

/** Messages about a file that was written by hand and does not fit its form, and about a failed save. */
const broken: Replacement[] = [
  one("FieldDataError('Must be a string')", "FieldDataError('应为文字')", 15),
  one("FieldDataError('Must be a valid option')", "FieldDataError('不是可选的项')"),
  one("FieldDataError('Must be a boolean')", "FieldDataError('应为 true 或 false')"),
  one("FieldDataError('Must be an object')", "FieldDataError('应为一组字段')", 3),
  one("FieldDataError('Must be an array')", "FieldDataError('应为一个列表')"),
  one("FieldDataError('Must be an array of strings')", "FieldDataError('应为一列文字')"),
  one("FieldDataError('Must be an array of options')", "FieldDataError('应为一列可选的项')"),
  one("FieldDataError('Must be a number')", "FieldDataError('应为数字')", 2),
  one('`Key on object value "${key}" is not allowed`', '`文件里有表单不认识的字段“${key}”`'),
  one('`Unexpected error: ${error}`', '`出错了：${error}`'),
  one('`Unexpected error: ${error.cause}`', '`出错了：${error.cause}`'),
  one("new Error('Failed to update')", "new Error('没有保存成功')"),
  propertyText('title', 'Failed to load shell', '编辑台打不开'),
  propertyText('children', 'Contains invalid fields. Please edit.', '有填得不对的地方，请修改。'),
  one('`Field validation failed:\\n`', '`这个文件有不合表单的地方：\\n`'),
];

/** The one request of Keystatic's page to another host: a font that has no Chinese characters anyway. */
const outside: Replacement[] = [
  one(
    'href: "https://fonts.googleapis.com/css2?family=Inter:wght@400;500;600;700&display=swap"',
    'href: "data:text/css,"',
  ),
];

/** The search in a list compares slugs only, but nobody types 单小雨 as shan-xiao-yu. It compares the columns too. */
const search: Replacement[] = [
  one(
    'entriesWithData.filter(item => item.name.toLowerCase().includes(searchTerm.toLowerCase()))',
    'entriesWithData.filter(item => [item.name, ...(collection.columns ?? []).map(column => item.data?.[column])].some(text => String(text ?? "").toLowerCase().includes(searchTerm.toLowerCase())))',
  ),
];

/** Every replacement, in the order in which they are applied. */
export const replacements: readonly Replacement[] = [
  ...table,
  ...lists,
  ...entry,
  ...fields,
  ...messages,
  ...lengths,
  ...parts,
  ...editor,
  ...broken,
  ...outside,
  ...search,
];
