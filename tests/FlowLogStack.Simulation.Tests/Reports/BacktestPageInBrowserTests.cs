using System.Globalization;
using System.Text.Json;
using FlowLogStack.Testing;

namespace FlowLogStack.Simulation.Tests;

/// <summary>The report in a browser. With <c>KEEP_SCREENSHOTS=1</c>, pictures are kept in <c>artifacts/screenshots</c>.</summary>
public sealed class BacktestPageInBrowserTests(SharedBrowser shared) : IClassFixture<SharedBrowser>, IDisposable
{
    const string Chart = "#alarm-SshRejects .chart .plot";

    // Visible text nodes, with the contrast of their color to the nearest background.
    const string Contrasts = """
        () => {
          const light = (color) => {
            const [r, g, b] = color.match(/[\d.]+/g).slice(0, 3).map((value) => value / 255)
              .map((value) => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
            return 0.2126 * r + 0.7152 * g + 0.0722 * b;
          };
          const opaque = (color) => !color.startsWith('rgba') && color !== 'transparent';
          const grounds = (element) => {
            const found = [];
            for (let at = element; at; at = at.parentElement) {
              const style = getComputedStyle(at);
              found.push(...(style.backgroundImage.match(/rgba?\([^)]*\)/g) ?? []));
              if (opaque(style.backgroundColor)) return [...found, style.backgroundColor];
            }
            return [...found, 'rgb(255, 255, 255)'];
          };
          const results = [];
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const element = node.parentElement;
            if (!node.textContent.trim() || ['SCRIPT', 'STYLE'].includes(element.tagName) || !element.checkVisibility()) continue;
            const style = getComputedStyle(element);
            const color = element instanceof SVGElement ? style.fill : style.color;
            for (const ground of grounds(element)) {
              const [a, b] = [light(color), light(ground)].sort((x, y) => y - x);
              results.push({ text: node.textContent.trim().slice(0, 40), color, ground, ratio: (a + 0.05) / (b + 0.05) });
            }
          }
          return results.sort((a, b) => a.ratio - b.ratio).slice(0, 5).concat({ text: 'count', ratio: results.length });
        }
        """;

    static readonly BacktestResult Day = SampleBacktest.Of();

    static readonly Lazy<DemoRun> Demo = new(() => DemoRun.Of(DemoRun.WholeCatalogue));

    readonly string folder = Directory.CreateTempSubdirectory("backtest-page-").FullName;

    Browser Browser => shared.Browser;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [ToolFact("node", "npm", Browser.Program)]
    public void Fits_every_screen_in_both_schemes_without_an_error_or_a_request()
    {
        var file = Page(Day, BacktestComparison.Of(SampleBacktest.Before(), Day));
        foreach (var isDark in new[] { false, true })
        {
            foreach (var width in new[] { 400, 1280, 2560 })
            {
                Browser.Open(file, width, width < 500 ? 812 : width * 9 / 16, isDark);
                Browser.KeepScreenshot(Picture($"backtest-{(isDark ? "dark" : "light")}-{width}"));
                Browser.Run("() => { for (const element of document.querySelectorAll('details')) element.open = true; }");

                Assert.Equal(width, Browser.Evaluate("document.documentElement.scrollWidth").GetInt32());
                Assert.Empty(Browser.Messages());
                Assert.Equal([new Uri(file).AbsoluteUri], Browser.Requests());
                AssertContrast($"{width} px, {(isDark ? "dark" : "light")}");
                Browser.KeepScreenshot(Picture($"backtest-{(isDark ? "dark" : "light")}-{width}-whole"), isWholePage: true);
            }
        }
    }

    [ToolFact("node", "npm", Browser.Program)]
    public void Is_pictured_in_the_documentation()
    {
        foreach (var scheme in new[] { "light", "dark" })
        {
            Browser.Open(Page(Demo.Value.Result, attacks: Demo.Value.KnownAttacks), 1280, 1080, scheme == "dark");
            Browser.Pictured($"backtest-{scheme}", "h1, .verdict, .facts, .lane > a", 11);
        }
    }

    [ToolFact("node", "npm", Browser.Program)]
    public void Tells_the_value_the_time_and_the_state_under_the_pointer()
    {
        Browser.Open(Page(Day));
        var alarm = Day.Alarms.Single(alarm => alarm.LogicalId == "SshRejects");
        foreach (var index in new[] { 3, 200, 700, 1130, 1380 })
        {
            var point = alarm.Datapoints[index];
            Browser.Hover(Chart, (point.At.TimeOfDay.TotalMinutes + 0.5) / 1440);

            var tip = Browser.Evaluate("[...document.querySelectorAll('#tip p')].map((line) => line.textContent)").EnumerateArray()
                .Select(line => line.GetString()!).ToList();
            Assert.Equal($"5 Jan {point.At:HH:mm} – {point.At.AddMinutes(1):HH:mm} UTC", tip[0]);
            Assert.Equal(point.Value.ToString("#,0.####", CultureInfo.InvariantCulture), tip[1]);
            Assert.Equal(point.Value >= 10 ? "breaches: ≥ 10" : "does not breach: ≥ 10", tip[2]);
            Assert.Contains(AlarmSentences.State(alarm.Transitions.LastOrDefault(change => change.At <= point.At).State), tip[3], StringComparison.Ordinal);
        }

        Browser.KeepScreenshot(Picture("backtest-hover"));
        Browser.Hover(Chart, (14.2 * 60) / 1440);
        Assert.Equal("no datapoint", Text("#tip .tip-value"));
        Browser.Hover("h1", 0.5);
        Assert.False(Browser.Evaluate("document.getElementById('tip').checkVisibility()").GetBoolean());
        Assert.Empty(Browser.Messages());
    }

    [ToolFact("node", "npm", Browser.Program)]
    public void Names_the_peak_of_a_step_that_is_several_datapoints()
    {
        var month = SampleBacktest.Of(31);
        var alarm = month.Alarms.Single(alarm => alarm.LogicalId == "SshRejects");
        var peak = alarm.Datapoints.MaxBy(point => point.Value);
        Browser.Open(Page(month));

        Browser.Hover(Chart, (peak.At - month.From!.Value) / (month.To!.Value - month.From.Value));

        var step = alarm.Datapoints.Where(point => point.At.Ticks / TimeSpan.FromMinutes(30).Ticks == peak.At.Ticks / TimeSpan.FromMinutes(30).Ticks).ToList();
        Assert.Equal(peak.Value.ToString(CultureInfo.InvariantCulture), Text("#tip .tip-value"));
        Assert.Equal($"at {peak.At:HH:mm}; from {step.Min(point => point.Value)} to {peak.Value} over {step.Count} of 30 datapoints",
            Text("#tip p:nth-child(3)"));
    }

    [ToolFact("node", "npm", Browser.Program)]
    public void Is_read_with_the_keyboard_alone()
    {
        Browser.Open(Page(Day));
        Browser.Press("Tab");
        Assert.Equal("Skip to the alarms", Text(":focus"));

        // From the summary to the timeline after it, as with the keyboard.
        Browser.Focus("#alarm-SshRejects > summary");
        Browser.Press("Tab");
        Assert.Equal("SUMMARY", Browser.Evaluate("document.activeElement.tagName").GetString());
        Browser.Press("Tab");
        Assert.Equal("slider", Attribute(":focus", "role"));
        Browser.Press("Home");
        Browser.Press("ArrowRight");
        Browser.Press("ArrowRight");
        var alarm = Day.Alarms.Single(alarm => alarm.LogicalId == "SshRejects");
        Assert.StartsWith($"{alarm.Datapoints[2].Value}, 5 Jan 00:02 – 00:03 UTC, ", Attribute(":focus", "aria-valuetext"), StringComparison.Ordinal);
        Assert.Equal("2", Attribute(":focus", "aria-valuenow"));

        Browser.Press("Shift+ArrowRight");
        Browser.Press("Shift+ArrowRight");
        var at = alarm.Transitions[1].At;
        Assert.Contains($", 5 Jan {at:HH:mm} – ", Attribute(":focus", "aria-valuetext"), StringComparison.Ordinal);
        Assert.EndsWith("▲ ALARM", Attribute(":focus", "aria-valuetext"), StringComparison.Ordinal);
        Assert.Equal("solid", Browser.Evaluate("getComputedStyle(document.activeElement).outlineStyle").GetString());
        Browser.Press("Escape");
        Assert.False(Browser.Evaluate("document.getElementById('tip').checkVisibility()").GetBoolean());
    }

    [ToolFact("node", "npm", Browser.Program)]
    public void Goes_from_a_lane_to_its_alarm_and_opens_it()
    {
        Browser.Open(Page(Day));
        Assert.False(IsOpen("alarm-DnsOverTcp"));

        Browser.Click(".lane:has(a[href='#alarm-DnsOverTcp']) .plot");

        Assert.True(IsOpen("alarm-DnsOverTcp"));
        Assert.Equal("alarm-DnsOverTcp", Browser.Evaluate("document.activeElement.closest('details').id").GetString());
        Assert.InRange(Browser.Evaluate("document.getElementById('alarm-DnsOverTcp').getBoundingClientRect().top").GetDouble(), -1, 900);
    }

    [ToolFact("node", "npm", Browser.Program)]
    public void Filters_by_name_and_by_outcome_and_says_how_many_are_left()
    {
        Browser.Open(Page(Day));

        Browser.Fill("#find", "EGRESS");
        Assert.Equal(["Egress volume anomaly"], VisibleLanes());
        Assert.Equal("1 of 15", Text("#found"));
        Browser.Fill("#find", "");
        Browser.Click(".tools label:has(input[value=nodata])");
        Assert.Equal(["Database ports accepted from outside", "Unexpected protocol"], VisibleLanes());
        Browser.Fill("#find", "nothing is called so");
        Assert.Empty(VisibleLanes());
        Assert.True(Browser.Evaluate("document.getElementById('none').checkVisibility()").GetBoolean());
    }

    [ToolFact("node", "npm", Browser.Program)]
    public void Changes_its_colours_when_asked_to()
    {
        Browser.Open(Page(Day));
        var before = Browser.Evaluate("getComputedStyle(document.body).backgroundColor").GetString();

        Browser.Click("#theme");

        Assert.NotEqual(before, Browser.Evaluate("getComputedStyle(document.body).backgroundColor").GetString());
        Assert.Equal("true", Attribute("#theme", "aria-pressed"));
        AssertContrast("after the toggle");
        Browser.Click("#theme");
        Assert.Equal(before, Browser.Evaluate("getComputedStyle(document.body).backgroundColor").GetString());
    }

    [ToolFact("node", "npm", Browser.Program)]
    public void Prints_in_light_colours_with_everything_open_and_nothing_to_press()
    {
        Browser.Open(Page(Day), isDark: true);
        Browser.Fill("#find", "ssh");
        Browser.EmulatePrint(true);

        Assert.Equal("rgb(255, 255, 255)", Browser.Evaluate("getComputedStyle(document.body).backgroundColor").GetString());
        Assert.Equal(15, Browser.Evaluate("[...document.querySelectorAll('.alarm .chart')].filter((chart) => chart.checkVisibility({ contentVisibilityAuto: "
            + "true }) && chart.getBoundingClientRect().height > 10).length").GetInt32());
        Assert.Equal(0, Browser.Evaluate("[...document.querySelectorAll('button, input')].filter((control) => control.checkVisibility()).length").GetInt32());
        AssertContrast("print");
        Browser.Print(Picture("backtest", "pdf"));

        Browser.EmulatePrint(false);
        Assert.False(IsOpen("alarm-DnsOverTcp"));
        Assert.Equal(["SSH rejects"], VisibleLanes());
    }

    [ToolFact("node", "npm", Browser.Program)]
    public void Is_whole_without_a_script()
    {
        Browser.Open(Page(Day), withScripts: false);
        Browser.KeepScreenshot(Picture("backtest-without-script"));

        // Playwright evaluates in its own world, whatever the page can run.
        Assert.Equal(15, VisibleLanes().Count);
        Assert.Equal(0, Browser.Evaluate("[...document.querySelectorAll('button, input')].filter((control) => control.checkVisibility()).length").GetInt32());
        Assert.True(Browser.Evaluate("document.querySelector('#alarm-SshRejects .area, #alarm-SshRejects use').getBoundingClientRect().width")
            .GetDouble() > 500);
    }

    [ToolFact("node", "npm", Browser.Program)]
    public void Has_no_accessibility_violation_in_any_scheme_and_width()
    {
        var file = Page(Demo.Value.Result, BacktestComparison.Of(SampleBacktest.Before(), Day), Demo.Value.KnownAttacks);
        foreach (var isDark in new[] { false, true })
        {
            foreach (var width in new[] { 400, 1280 })
            {
                Browser.Open(file, width, 900, isDark);
                Browser.KeepScreenshot(Picture($"demo-{(isDark ? "dark" : "light")}-{width}"), isWholePage: true);
                Assert.Equal(width, Browser.Evaluate("document.documentElement.scrollWidth").GetInt32());
                Browser.Click("#open-all");
                Assert.Empty(Browser.Audit());
                AssertContrast($"{width} px, {(isDark ? "dark" : "light")}");
            }
        }

        Browser.Open(file, withForcedColors: true);
        Browser.KeepScreenshot(Picture("demo-forced-colors"));
        Assert.Empty(Browser.Audit());
        Assert.Empty(Browser.Messages());
    }

    [ToolFact("node", "npm", Browser.Program)]
    public void Zooms_all_charts_to_the_time_that_is_dragged_over_and_keeps_it_in_the_address()
    {
        Browser.Open(Page(Day));
        Browser.Drag(Chart, 0.125, 0.25);

        Assert.Equal("5 Jan 03:00 – 06:00 UTC", Text("#zoomed"));
        Assert.EndsWith("#~2026-01-05T03:00:00Z~2026-01-05T06:00:00Z", Browser.Evaluate("location.href").GetString(), StringComparison.Ordinal);
        Assert.InRange(Browser.Evaluate("(document.querySelector('#alarm-SshRejects .series').getBoundingClientRect().width) / "
            + "document.querySelector('#alarm-SshRejects .plot').getBoundingClientRect().width").GetDouble(), 7.9, 8.1);
        Browser.Hover(Chart, 0.5001);
        Assert.Equal("5 Jan 04:30 – 04:31 UTC", Text("#tip .tip-when"));
        Assert.InRange(Browser.Evaluate("(() => { const plot = document.querySelector('#alarm-SshRejects .chart .plot').getBoundingClientRect(); const hair = "
            + "document.querySelector('#alarm-SshRejects .hair').getBoundingClientRect(); return (hair.left - plot.left) / plot.width; })()")
            .GetDouble(), 0.49, 0.51);
        Assert.Equal(["03:00", "06:00"], new[] { 0, -1 }.Select(index =>
            Browser.Evaluate($"[...document.querySelectorAll('#alarm-SshRejects .chart-x span')].at({index}).textContent").GetString()));
        Browser.KeepScreenshot(Picture("backtest-zoomed"));

        Browser.Click("#zoom-all");
        Assert.False(Browser.Evaluate("document.documentElement.classList.contains('zoomed')").GetBoolean());
        Assert.DoesNotContain("~", Browser.Evaluate("location.href").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, Browser.Evaluate("document.activeElement.matches('a') ? 1 : 0").GetInt32());
        Assert.Empty(Browser.Messages());
    }

    [ToolFact("node", "npm", Browser.Program)]
    public void Zooms_with_the_keyboard_around_the_step_that_is_read()
    {
        Browser.Open(Page(Day));
        Browser.Focus("#alarm-SshRejects > summary");
        Browser.Press("Tab");
        for (var tabs = 0; Attribute(":focus", "role") != "slider"; tabs++)
        {
            Assert.InRange(tabs, 0, 3);
            Browser.Press("Tab");
        }

        Browser.Press("End");
        Browser.Press("+");
        Assert.Equal("5 Jan 12:00 – 6 Jan 00:00 UTC", Text("#zoomed"));
        Browser.Press("Home");
        Assert.StartsWith("5 Jan 00:00 – ", Text("#zoomed"), StringComparison.Ordinal);
        Browser.Press("0");
        Assert.Equal("", Text("#zoomed"));
    }

    [ToolFact("node", "npm", Browser.Program)]
    public void Leads_from_a_deep_link_to_an_alarm_and_to_the_time_of_an_incident()
    {
        var file = Page(Day);
        Browser.Open(file, fragment: "#alarm-DnsOverTcp");
        Assert.True(IsOpen("alarm-DnsOverTcp"));

        Browser.Open(file, fragment: "#alarm-PortScan-incident-1");
        Assert.True(IsOpen("alarm-PortScan"));
        Assert.Matches("^5 Jan 02:[0-9]{2} – 03:[0-9]{2} UTC$", Text("#zoomed"));

        Browser.Open(file, fragment: "#alarm-DnsOverTcp~2026-01-05T03:00:00Z~2026-01-05T06:00:00Z");
        Assert.True(IsOpen("alarm-DnsOverTcp"));
        Assert.Equal("5 Jan 03:00 – 06:00 UTC", Text("#zoomed"));
        Assert.Empty(Browser.Messages());
    }

    [ToolFact("node", "npm", Browser.Program)]
    public void Shows_a_hostile_record_as_text()
    {
        const string Record = "</script><script>document.title='taken'</script><img src=x onerror=\"document.title='taken'\">";
        var alarm = Day.Alarms[0] with { Name = Record, SampleRecords = [Record], Description = Record, Metric = Record };
        Browser.Open(Page(Day with { Alarms = [alarm], Template = Record }));
        Browser.Hover(".alarm .chart .plot", 0.4);

        Assert.Equal(Record, Text(".samples code"));
        Assert.EndsWith(Record, Browser.Evaluate("document.title").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, Browser.Evaluate("document.images.length").GetInt32());
        Assert.Empty(Browser.Messages());
    }

    static string Picture(string name, string ending = "png") => Repository.PathOf("artifacts", "screenshots", $"{name}.{ending}");

    string Page(BacktestResult result, BacktestComparison? comparison = null, IReadOnlyList<KnownAttack>? attacks = null)
    {
        var path = Path.Combine(folder, "backtest.html");
        using var file = File.Create(path);
        BacktestPage.Render(result, file, new BacktestPageOptions { Comparison = comparison, Attacks = attacks ?? [] });
        return path;
    }

    void AssertContrast(string where)
    {
        var results = Browser.Evaluate(Contrasts).EnumerateArray().ToList();
        Assert.True(results[^1].GetProperty("ratio").GetInt32() > 100, "Too few texts were looked at.");
        foreach (var result in results.SkipLast(1))
            Assert.True(result.GetProperty("ratio").GetDouble() >= 4.5, $"{where}: {result}");
    }

    string Text(string selector) => Browser.Evaluate($"document.querySelector({JsonSerializer.Serialize(selector)}).textContent").GetString()!;

    string Attribute(string selector, string name) => Browser.Evaluate($"document.querySelector({JsonSerializer.Serialize(selector)}).getAttribute('{name}')")
        .GetString()!;

    bool IsOpen(string id) => Browser.Evaluate($"document.getElementById('{id}').open").GetBoolean();

    List<string> VisibleLanes() =>
        [.. Browser.Evaluate("[...document.querySelectorAll('.lane')].filter((lane) => lane.checkVisibility()).map((lane) => lane.dataset.name)")
            .EnumerateArray().Select(name => name.GetString()!)];
}
