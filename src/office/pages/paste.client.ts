/** Takes what is pasted into a text from other programs, makes it into what the text holds, and says what was not kept. */
import { notKept, pastedText } from './pasted-html.ts';

/** What Keystatic's own editor copies says so. */
const own = 'data-pm-slice';

/** Marks what was made here. */
const made = 'application/x-hongxin-pasted';

document.addEventListener(
  'paste',
  (event) => {
    const { target, clipboardData } = event;
    // What was made here comes by once more, and is let through.
    if (clipboardData?.types.includes(made) !== false || !(target instanceof Element)) return;
    handle(event, target, clipboardData);
  },
  { capture: true },
);

function handle(event: ClipboardEvent, target: Element, clipboardData: DataTransfer): void {
  const editor = target.closest('[contenteditable=true]');
  const html = clipboardData.getData('text/html');
  if (editor === null || html === '' || html.includes(own)) return;
  const pasted = pastedText(html);
  event.preventDefault();
  event.stopPropagation();
  if (pasted.html !== '') {
    const data = new DataTransfer();
    data.setData(made, '');
    data.setData('text/html', pasted.html);
    data.setData('text/plain', clipboardData.getData('text/plain'));
    target.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }
  const said = notKept(pasted);
  if (said !== '') window.dispatchEvent(new CustomEvent('office:notice', { detail: said }));
}
