/** Puts the picture after over the picture before, and clips it at the slider. */
class BeforeAfter extends HTMLElement {
  connectedCallback(): void {
    const slider = this.querySelector<HTMLInputElement>('input[data-cut]');
    if (slider === null) return;
    const cut = () => {
      this.style.setProperty('--cut', `${slider.value}%`);
      slider.setAttribute(
        'aria-valuetext',
        `处理前占 ${slider.value}%，处理后占 ${String(100 - slider.valueAsNumber)}%`,
      );
    };
    slider.addEventListener('input', cut);
    slider.hidden = false;
    cut();
  }
}

customElements.define('before-after', BeforeAfter);
