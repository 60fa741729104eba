/** The form of the search where no markup has it, as in the dialog. */
import { paths, underBase } from '../../addresses.ts';
import { createElement } from './elements.client.ts';

/** Creates the form. @param id of the field */
export function createSearchForm(base: string, id: string): HTMLFormElement {
  return createElement(
    'form',
    { role: 'search', action: underBase(base, paths.search), method: 'get' },
    createElement('label', { for: id, class: 'visually-hidden' }, '搜人名、站名、事情'),
    createElement(
      'div',
      { class: 'field' },
      createElement('input', {
        id,
        name: 'q',
        type: 'search',
        autocomplete: 'off',
        enterkeyhint: 'search',
        maxlength: '60',
        placeholder: '人名、站名，拼音也行',
      }),
      createElement('button', { type: 'submit', class: 'button' }, '搜索'),
    ),
  );
}
