import { enhanceAddForms } from './add-form.ts';
import { startBrowsing } from './browse.ts';
import { startSocialLogins } from './social-login.ts';
import { keepLanguage } from './keep-language.ts';
import { tell } from './tendero.ts';

// The server wrote down what this page has to tell.
const calls: [string, ...unknown[]][] = JSON.parse(document.body.dataset['tendero'] ?? '[]');
for (const call of calls) tell(...call);

document.querySelector('[data-privacy]')?.addEventListener('click', () => {
  document.dispatchEvent(new CustomEvent('tendero-consent-open'));
});
enhanceAddForms(document);
startSocialLogins();
startBrowsing();
keepLanguage();
