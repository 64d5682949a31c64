namespace FlowLogStack.Simulation.Tests;

public sealed class PreviewPageTests
{
    const string Hostile = "</script><script>alert(1)</script><img src=x onerror=alert(1)>\\\"'";

    static string PageOf(params string[] widgets) => Boards.Page(Boards.Preview(Boards.Of(widgets)));

    static string TextWidget(string markdown) =>
        $$"""{ "type": "text", "properties": { "markdown": {{System.Text.Json.JsonSerializer.Serialize(markdown)}} } }""";

    [Theory]
    [InlineData("singleValue", "<data value=\"1\" title=\"1\">1</data>")]
    [InlineData("gauge", "stroke-dasharray=\"10 200\"")]
    [InlineData("bar", "<span class=\"bar-label\">Rejected</span>")]
    [InlineData("pie", "<small>16.7 %</small>")]
    [InlineData("table", "<th scope=\"col\" class=\"number\">Average</th>")]
    [InlineData("timeSeries", "<path class=\"line\"")]
    public void Draws_each_view(string view, string drawn) =>
        Assert.Contains(drawn.Replace("16.7", "17", StringComparison.Ordinal),
            PageOf(Boards.Metric($$"""
                "view": "{{view}}", "yAxis": { "left": { "min": 0, "max": 10 } }, "metrics": [["test", "Accepted"], ["test", "Rejected"]]
                """)), StringComparison.Ordinal);

    [Theory]
    [InlineData("bar", "<span class=\"bar-label\">203.0.113.7</span>")]
    [InlineData("pie", "<small>75 %</small>")]
    [InlineData("table", "<td class=number>3</td>")]
    public void Draws_each_view_of_a_query(string view, string drawn) =>
        Assert.Contains(drawn, PageOf(Boards.Log("SOURCE 'flows' | filter action = 'REJECT' | stats count(*) as flows by srcAddr | sort flows desc", view)),
            StringComparison.Ordinal);

    [Fact]
    public void Places_widgets_on_the_grid()
    {
        var page = PageOf("""{ "type": "text", "x": 6, "y": 2, "width": 12, "height": 3, "properties": { "markdown": "here" } }""",
            """{ "type": "text", "properties": { "markdown": "there" } }""");

        Assert.Contains("style=\"grid-area:3/7/span 3/span 12;--rows:3\"", page, StringComparison.Ordinal);
        Assert.Contains("style=\"grid-area:auto/auto/span 6/span 6;--rows:6\"", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("# Title", "<h2>Title</h2>")]
    [InlineData("### Third", "<h4>Third</h4>")]
    [InlineData("one **two** *three* `f<o>ur`", "<p>one <strong>two</strong> <em>three</em> <code>f&lt;o&gt;ur</code></p>")]
    [InlineData("- a\n- b", "<ul><li>a</li><li>b</li></ul>")]
    [InlineData("1. a\n2. b", "<ol><li>a</li><li>b</li></ol>")]
    [InlineData("| a | b |\n|---|---|\n| 1 | **2** |", "<table><thead><tr><th scope=\"col\">a</th><th "
        + "scope=\"col\">b</th></tr></thead><tbody><tr><td>1</td><td><strong>2</strong></td></tr></tbody></table>")]
    [InlineData("[docs](https://example.com/?a=1&b=(2))", "<a href=\"https://example.com/?a=1&amp;b=(2)\" rel=\"noreferrer\">docs</a>")]
    [InlineData("[button:primary:Go](https://example.com)", "class=\"link-button\">primary:Go</a>")]
    [InlineData("[no](javascript:alert(1))", "<p>no</p>")]
    [InlineData("[other](https://console/#dashboards/dashboard/Board-name)", "<a href=\"#dashboard-1\"")]
    [InlineData("<b onclick=x>raw</b>", "<p>&lt;b onclick=x&gt;raw&lt;/b&gt;</p>")]
    [InlineData("snake_case_name and 2*3*4", "<p>snake_case_name and 2*3*4</p>")]
    public void Draws_Markdown_and_escapes_the_rest(string markdown, string drawn) =>
        Assert.Contains(drawn, PageOf(TextWidget(markdown)), StringComparison.Ordinal);

    [Fact]
    public void Never_lets_a_text_become_markup()
    {
        var text = System.Text.Json.JsonSerializer.Serialize(Hostile);
        var page = PageOf(
            TextWidget($"# {Hostile}\n\n- {Hostile}\n\n`{Hostile}` [{Hostile}](https://x/{Hostile})"),
            $$"""
                { "type": "metric", "properties": { "title": {{text}}, "region": "r", "stat": "Sum",
                  "metrics": [["test", "Accepted", { "label": {{text}}, "color": "red;background:url(x)" }]], "yAxis": { "left": { "label": {{text}} } },
                    "annotations": { "horizontal": [{ "value": 1, "label": {{text}} }] } } }
                """,
            $$"""{ "type": {{text}}, "properties": {} }""",
            $$"""{ "type": "alarm", "properties": { "alarms": [{{text}}] } }""",
            Boards.Log($"SOURCE '{Hostile.Replace("'", "", StringComparison.Ordinal)}' | limit 1"));

        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        Assert.DoesNotContain("--line:red", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Is_the_same_whenever_it_is_drawn() => Assert.Equal(PageOf(Boards.Metric(""" "metrics": [["test", "Accepted"]] """)),
        PageOf(Boards.Metric(""" "metrics": [["test", "Accepted"]] """)));

    [Fact]
    public void Asks_for_nothing_from_elsewhere()
    {
        var page = PageOf(Boards.Metric(""" "metrics": [["test", "Accepted"]] """));

        Assert.Contains("default-src 'none'", page, StringComparison.Ordinal);
        Assert.DoesNotContain("src=\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("@import", page, StringComparison.Ordinal);
    }
}
