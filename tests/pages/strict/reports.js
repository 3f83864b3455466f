// Everything the browser reports of this page, from before anything else runs.
ran = [];
reports = [];
document.addEventListener("securitypolicyviolation", (event) => {
  reports.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile} ${event.sample}`);
});
if ("ReportingObserver" in window) {
  const keep = (list) => reports.push(...list.map((report) => JSON.stringify(report)));
  new ReportingObserver(keep, { buffered: true }).observe();
}
