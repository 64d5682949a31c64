// Light or dark: the browser's preference, until the reader selects one.
{
  const page = document.documentElement;
  const theme = document.getElementById('theme');
  const prefersDark = matchMedia('(prefers-color-scheme: dark)');
  const isDark = () => (page.dataset.theme ?? (prefersDark.matches ? 'dark' : 'light')) === 'dark';
  const nameTheme = () => {
    theme.textContent = isDark() ? 'Light' : 'Dark';
    theme.setAttribute('aria-label', isDark() ? 'Use light colours' : 'Use dark colours');
    theme.setAttribute('aria-pressed', String(isDark()));
  };
  theme.addEventListener('click', () => {
    page.dataset.theme = isDark() ? 'light' : 'dark';
    nameTheme();
  });
  prefersDark.addEventListener('change', nameTheme);
  nameTheme();
}

