using System.Globalization;
using FlowLogStack.Testing;

namespace FlowLogStack.Simulation.Tests;

/// <summary>The dashboards of the example with the demonstration day, in a browser.</summary>
/// <remarks>With <c>KEEP_SCREENSHOTS=1</c>, pictures are kept in <c>artifacts/screenshots</c>.</remarks>
public sealed class PreviewPageInBrowserTests(PreviewPageInBrowserTests.Day day) : IClassFixture<PreviewPageInBrowserTests.Day>
{
    Browser Browser => day.Browser;

    [ToolFact("node", "npm", Browser.Program)]
    public void Fits_every_screen_in_both_schemes_without_an_error_or_a_request()
    {
        foreach (var isDark in new[] { false, true })
        {
            foreach (var width in new[] { 400, 1280, 2560 })
            {
                Browser.Open(day.File, width, 900, isDark);
                for (var dashboard = 1; dashboard <= day.Result.Dashboards.Count; dashboard++)
                {
                    Choose(dashboard);

                    Assert.Equal(width, Browser.Evaluate("document.documentElement.scrollWidth").GetInt32());
                    Assert.Empty(Browser.Messages());
                    Assert.Equal([day.Address], Browser.Requests().Select(request => request.Split('#')[0]));
                    if (dashboard is 1 or 3 or 6)
                        Browser.KeepScreenshot(Picture($"{dashboard}-{(isDark ? "dark" : "light")}-{width}"), isWholePage: true);
                }
            }
        }
    }

    [ToolFact("node", "npm", Browser.Program)]
    public void Is_pictured_in_the_documentation()
    {
        foreach (var (scheme, dashboard, cards) in new[] { ("light", 1, 8), ("dark", 6, 4) })
        {
            Open(dashboard, 1280, scheme == "dark", 1080);
            Browser.Pictured($"preview-{scheme}", $"header, #dashboard-{dashboard} .card", cards);
        }
    }

    [ToolFact("node", "npm", Browser.Program)]
    public void Shows_the_numbers_that_the_records_have()
    {
        Open(1, 1280, isDark: false);

        Assert.Equal(day.Accepted,
            Browser.Evaluate("Number([...document.querySelectorAll('#dashboard-1 .card')].find((card) => card.querySelector('.card-title')?.textContent === "
                + "'Accepted flows').querySelector('data').value)").GetInt64());
        Assert.Equal(day.Accepted,
            Browser.Evaluate("data.graphs[[...document.querySelectorAll('#dashboard-1 .card')].find((card) => card.querySelector('.card-title')?.textContent "
                + "=== 'Flows, accepted and rejected').id][0].values.reduce((sum, value) => sum + value, 0)").GetInt64());
    }

    [ToolFact("node", "npm", Browser.Program)]
    public void Tells_the_values_under_the_pointer()
    {
        Open(1, 1280, isDark: false);
        var (widget, number) = day.Result.Dashboards[0].Widgets.Select((widget, index) => (widget, index + 1))
            .Single(entry => entry.widget.Title == "Flows, accepted and rejected");
        var lines = ((WidgetContent.Graph)widget.Content).Lines;

        Browser.Hover($"#dashboard-1-{number} .plot", (160 * 5 * 60 / 86400.0) + 0.0002);

        var rows = Browser.Evaluate("[...document.querySelectorAll('#tip p')].map((line) => line.textContent)").EnumerateArray()
            .Select(row => row.GetString()).ToList();
        Assert.Equal("5 Jan 13:20 UTC", rows[0]);
        Assert.Equal([.. lines.Select(line => line.Label + line.Values[160]!.Value.ToString("#,0.####", CultureInfo.InvariantCulture))], rows[1..]);
    }

    [ToolFact("node", "npm", Browser.Program)]
    public void Breaks_the_longest_name_within_its_card()
    {
        const string Name = "ApproximateNumberOfMessagesVisibleInTheQueueOfFailuresOfTheForwarder";
        var alarm = $$"""
            "Letters": { "Type": "AWS::CloudWatch::Alarm", "Properties": { "AlarmName": "{{Name}}", "Namespace": "AWS/SQS", "MetricName": "{{Name}}",
              "Statistic": "Sum", "Period": 60, "EvaluationPeriods": 1, "Threshold": 1, "ComparisonOperator": "GreaterThanThreshold" } }
            """;
        var widget = $$"""
            { "type": "alarm", "width": 12, "height": 4, "properties": { "alarms": ["arn:aws:cloudwatch:us-east-1:123456789012:alarm:{{Name}}"] } }
            """;
        var page = day.Keep("names.html", Boards.Page(Boards.Preview(Templates.Of(Templates.FlowLog(), alarm, Boards.Dashboard("Board", widget)))));

        Browser.Open(page, 1280, 900);

        Assert.Contains(Name, Browser.Evaluate("document.querySelector('.alarm-state').textContent").GetString(), StringComparison.Ordinal);
        Assert.Empty(Browser.Evaluate("[...document.querySelectorAll('.alarm-state')].filter((card) => card.scrollWidth > card.clientWidth).map((card) => "
            + "card.textContent)").EnumerateArray());
    }

    [ToolFact("node", "npm", Browser.Program)]
    public void Shows_one_dashboard_at_a_time_and_follows_links_between_them()
    {
        Open(1, 1280, isDark: false);
        Assert.Equal(1, Visible());

        Browser.Click(".tabs a:nth-child(2)");
        Assert.Equal("dashboard-2", Browser.Evaluate("document.querySelector('.dashboard.current').id").GetString());
        Browser.Click("#dashboard-2 .card.clear a[href='#dashboard-3']");
        Assert.Equal("dashboard-3", Browser.Evaluate("document.querySelector('.dashboard.current').id").GetString());
        Assert.Equal(1, Visible());
    }

    [ToolFact("node", "npm", Browser.Program)]
    public void Has_no_accessibility_violation_in_any_scheme_and_width()
    {
        foreach (var isDark in new[] { false, true })
        {
            foreach (var width in new[] { 400, 1280 })
            {
                Browser.Open(day.File, width, isDark: isDark);
                for (var dashboard = 1; dashboard <= day.Result.Dashboards.Count; dashboard++)
                {
                    Choose(dashboard);
                    Assert.Empty(Browser.Audit(".dashboard"));
                }
            }
        }

        Browser.Open(day.File, withForcedColors: true);
        Browser.KeepScreenshot(Picture("forced-colors"), isWholePage: true);
        Assert.Empty(Browser.Audit());
    }

    [ToolFact("node", "npm", Browser.Program)]
    public void Cuts_nothing_off_at_a_narrow_and_a_wide_screen()
    {
        const string Cut = """
            () => [...document.querySelectorAll('.dashboard.current .card')].filter((card) => {
              const box = card.getBoundingClientRect();
              return [...card.querySelectorAll('.legend li, .pie-legend li, .alarm-state, .bars li, .number-cell, .gauge, .remark')].some((part) => {
                const at = part.getBoundingClientRect();
                return at.bottom > box.bottom + 1 || at.right > box.right + 1 || part.scrollWidth > part.clientWidth + 1;
              }) || [...card.querySelectorAll('.card-body, .legend, .alarm-list, .bars, .pie-legend')]
                .some((part) => part.scrollHeight > part.clientHeight + 1);
            }).map((card) => card.querySelector('.card-title')?.textContent ?? card.id)
            """;
        foreach (var width in new[] { 400, 1280 })
        {
            Browser.Open(day.File, width);
            for (var dashboard = 1; dashboard <= day.Result.Dashboards.Count; dashboard++)
            {
                Choose(dashboard);
                Assert.Empty(Browser.Evaluate(Cut).EnumerateArray().Select(title => $"{width} px, dashboard {dashboard}: {title}"));
            }
        }
    }

    [ToolFact("node", "npm", Browser.Program)]
    public void Is_whole_without_a_script_and_in_print()
    {
        Browser.Open(day.File, withScripts: false);
        Assert.Equal(day.Result.Dashboards.Count, Visible());

        Open(1, 1280, isDark: true);
        Browser.EmulatePrint(true);
        Assert.Equal(day.Result.Dashboards.Count, Visible());
        Assert.Equal("rgb(255, 255, 255)", Browser.Evaluate("getComputedStyle(document.body).backgroundColor").GetString());
        Browser.EmulatePrint(false);
    }

    static string Picture(string name) => Repository.PathOf("artifacts", "screenshots", $"preview-{name}.png");

    int Visible() => Browser.Evaluate("[...document.querySelectorAll('.dashboard')].filter((dashboard) => dashboard.checkVisibility()).length").GetInt32();

    void Open(int dashboard, int width, bool isDark, int height = 900)
    {
        Browser.Open(day.File, width, height, isDark);
        Choose(dashboard);
    }

    void Choose(int dashboard) => Browser.Run($"location.hash = '#dashboard-{dashboard}'");

    /// <summary>The dashboards of the demonstration day, drawn once, and one browser for all tests.</summary>
    public sealed class Day : IDisposable
    {
        readonly string folder = Directory.CreateTempSubdirectory("preview-page-").FullName;
        readonly Lazy<(PreviewResult Result, long Accepted, string File)> drawn;
        Browser? browser;

        public Day() => drawn = new(Draw);

        internal PreviewResult Result => drawn.Value.Result;

        internal long Accepted => drawn.Value.Accepted;

        internal string File => drawn.Value.File;

        internal string Address => new Uri(File).AbsoluteUri;

        internal Browser Browser => browser ??= Browser.Start();

        /// <summary>Keeps the page of one test beside that of the day.</summary>
        internal string Keep(string name, string page)
        {
            var file = Path.Combine(folder, name);
            System.IO.File.WriteAllText(file, page);
            return file;
        }

        public void Dispose()
        {
            browser?.Dispose();
            Directory.Delete(folder, recursive: true);
        }

        (PreviewResult Result, long Accepted, string File) Draw()
        {
            var template = AlarmTemplate.Parse(System.IO.File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Snapshots", "dashboards.template.json")),
                "dashboards.template.json");
            var preview = new Preview(template);
            using var lines = new MemoryStream();
            TrafficOutput.WriteLines(TrafficPlan.DemoDay with { Format = preview.HeaderlessFormat }, lines);
            lines.Position = 0;
            var accepted = 0L;
            using var reader = new StreamReader(lines, leaveOpen: true);
            while (reader.ReadLine() is { } line)
                accepted += line.Contains(" ACCEPT ", StringComparison.Ordinal) ? 1 : 0;
            lines.Position = 0;
            preview.Read(lines, "the demo's day");
            var result = preview.Finish();
            var file = Path.Combine(folder, "preview.html");
            using var page = System.IO.File.Create(file);
            PreviewPage.Render(result, page);
            return (result, accepted, file);
        }
    }
}
