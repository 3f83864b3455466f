// XMLHttpRequest, because it parses HTML where Trusted Types forbid every other way.

/** Resolves with what was asked for; `timeout` in milliseconds, or 0 for the browser's own. */
export const request = (url, responseType, timeout = 0) =>
  new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest();
    xhr.open("GET", url);
    xhr.responseType = responseType;
    xhr.timeout = timeout;
    xhr.onload = () => (xhr.status === 200 && xhr.response ? resolve(xhr.response) : reject());
    xhr.onerror = xhr.ontimeout = reject;
    xhr.send();
  });
