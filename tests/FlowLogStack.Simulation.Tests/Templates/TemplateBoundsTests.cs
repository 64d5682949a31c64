using System.Diagnostics;
using System.Globalization;

namespace FlowLogStack.Simulation.Tests;

/// <summary>Templates that would take unlimited time or memory without limits.</summary>
public sealed class TemplateBoundsTests
{
    // The slowest case takes a tenth of a second; a test machine may be busy.
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    static string Template(string conditions, string resources) => $$"""{ "Conditions": { {{conditions}} }, "Resources": { {{resources}} } }""";

    static string Group(string id, string name, string condition = "") =>
        $$"""
            "{{id}}": { "Type": "AWS::Logs::LogGroup"{{(condition.Length > 0 ? $", \"Condition\": \"{condition}\"" : "")}},
              "Properties": { "LogGroupName": {{name}} } }
            """;

    static T InTime<T>(Func<T> read)
    {
        var time = Stopwatch.StartNew();
        var result = read();
        Assert.True(time.Elapsed < Patience, $"{time.Elapsed}");
        return result;
    }

    static string Refused(string template)
    {
        var message = InTime(() => Assert.Throws<TemplateException>(() => AlarmTemplate.Parse(template, "t.json")).Message);
        Assert.Equal(message, InTime(() => Assert.Throws<TemplateException>(() => AlarmTemplate.Resources(template, "t.json")).Message));
        return message;
    }

    [Theory]
    [InlineData("""{ "Condition": "A" }""", "A → A")]
    [InlineData("""{ "Fn::Not": [{ "Condition": "B" }] }""", "A → B → A")]
    [InlineData("""{ "Fn::And": [{ "Fn::Equals": [1, 1] }, { "Fn::Or": [{ "Condition": "C" }, { "Condition": "B" }] }] }""", "A → C → B → A")]
    [InlineData("""{ "Fn::Equals": [{ "Fn::If": ["B", 1, 2] }, 1] }""", "A → B → A")]
    public void Conditions_that_refer_to_themselves_are_refused_with_the_cycle(string first, string cycle) =>
        Assert.Equal(
            $"t.json: the condition 'A' refers to itself: {cycle}. CloudFormation does not accept such a template; remove one of these references.",
            Refused(Template($$""" "A": {{first}}, "B": { "Condition": "A" }, "C": { "Condition": "B" } """, Group("G", "\"g\"", "A"))));

    [Fact]
    public void A_cycle_is_refused_that_no_resource_uses() =>
        Assert.Contains("'B' refers to itself: B → B", Refused(Template(""" "A": { "Fn::Equals": [1, 1] }, "B": { "Condition": "B" } """,
            Group("G", "\"g\""))), StringComparison.Ordinal);

    [Fact]
    public void Conditions_that_others_share_are_worked_out_once()
    {
        // There are 2^40 paths from the last to the first.
        var conditions = string.Join(", ", Enumerable.Range(1, 40)
            .Select(i => $$"""
                "C{{i}}": { "Fn::Or": [{ "Fn::Not": [{ "Condition": "C{{i - 1}}" }] },
                  { "Fn::And": [{ "Condition": "C{{i - 1}}" }, { "Condition": "C{{i - 1}}" }] }] }
                """).Prepend(""" "C0": { "Fn::Equals": ["a", "b"] } """));

        Assert.Single(InTime(() => AlarmTemplate.Parse(Template(conditions, Group("G", "\"g\"", "C40")), "t.json")).LogGroups);
    }

    [Fact]
    public void A_long_chain_of_conditions_is_worked_out()
    {
        const int length = 20_000;
        var conditions = string.Join(", ", Enumerable.Range(0, length)
            .Select(i => i == length - 1 ? $$""" "C{{i}}": { "Fn::Equals": ["a", "a"] } """
            : $$""" "C{{i}}": { "Fn::Not": [{ "Condition": "C{{i + 1}}" }] } """));

        Assert.Empty(InTime(() => AlarmTemplate.Parse(Template(conditions, Group("G", "\"g\"", "C0")), "t.json")).LogGroups);
    }

    [Fact]
    public void A_condition_that_cannot_be_worked_out_says_so_once_for_each_that_needs_it()
    {
        var template = AlarmTemplate.Parse(Template(""" "A": { "Fn::Nope": [] }, "B": { "Fn::Not": [{ "Condition": "A" }] } """, Group("G", "\"g\"", "B")
            + ", " + Group("H", "\"h\"")), "t.json");

        Assert.Equal(["h"], template.LogGroups.Select(group => group.Name));
        Assert.Contains("G is left out: {\"Fn::Nope\":[]} is not a condition.", template.Notes);
    }

    [Fact]
    public void Text_that_repeats_itself_exponentially_is_refused()
    {
        var value = "\"lol\"";
        for (var level = 0; level < 30; level++)
            value = $$"""{ "Fn::Sub": ["${a}${a}${a}${a}${a}${a}${a}${a}${a}${a}", { "a": {{value}} }] }""";

        Assert.Contains("makes text of more than 1000000 characters, which no template has", Refused(Template("", Group("G", value))),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Joins_that_repeat_themselves_through_names_are_refused()
    {
        var groups = string.Join(", ", Enumerable.Range(0, 40)
            .Select(i => Group($"G{i}", i == 39 ? "\"name\"" : $$"""{ "Fn::Join": ["-", [{ "Ref": "G{{i + 1}}" }, { "Ref": "G{{i + 1}}" }]] }""")));

        Assert.Contains("makes text of more than 1000000 characters", Refused(Template("", groups)), StringComparison.Ordinal);
    }

    [Fact]
    public void Encodings_of_encodings_are_refused_when_they_are_too_long()
    {
        var value = "\"\\\"\\\"\\\"\"";
        for (var level = 0; level < 40; level++)
            value = $$"""{ "Fn::ToJsonString": {{value}} }""";

        Assert.Contains("makes text of more than 1000000 characters", Refused(Template("", Group("G", value))), StringComparison.Ordinal);
    }

    [Fact]
    public void Names_that_refer_to_each_other_are_noted()
    {
        var template = InTime(() => AlarmTemplate.Parse(Template("", Group("A", """{ "Fn::Sub": "${B}${B}" }""") + ", "
            + Group("B", """{ "Fn::Sub": "${A}${A}" }""")), "t.json"));

        Assert.Equal(2, template.LogGroups.Count);
    }

    [Theory]
    [InlineData(99, true)]
    [InlineData(101, false)]
    [InlineData(100_000, false)]
    public void Values_nested_too_deep_are_refused(int levels, bool isRead)
    {
        var (open, close) = (new string('[', levels - 1), new string(']', levels - 1));
        var text = $$"""{"Resources":{},"Metadata":{{open}}{{close}}}""";
        if (isRead)
            Assert.Empty(AlarmTemplate.Parse(text, "t.json").LogGroups);
        else
            Assert.Equal("t.json: line 1: lists and objects are nested deeper than 100 levels. Nest them less deep.", Refused(text));
        var yaml = $"Resources: {{}}\nMetadata: {open}{close}\n";
        if (isRead)
            Assert.Empty(AlarmTemplate.Parse(yaml, "t.yaml").LogGroups);
        else
            Assert.Contains("nested deeper than 100 levels", InTime(() => Assert.Throws<TemplateException>(() => AlarmTemplate.Parse(yaml, "t.yaml"))).Message,
                StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_that_is_larger_than_a_template_is_refused() =>
        Assert.Contains("and CloudFormation allows 1,000,000 bytes", Refused(new string(' ', 8_000_001)), StringComparison.Ordinal);

    [Fact]
    public void Many_resources_that_refer_to_each_other_are_read()
    {
        var groups = string.Join(", ", Enumerable.Range(0, 5000)
            .Select(i => Group(string.Create(CultureInfo.InvariantCulture, $"G{i}"),
            $$"""{ "Fn::Sub": "x-${G{{(i % 2 == 0 ? i : i - 1)}}Name}-{{i}}" }""".Replace("Name", "", StringComparison.Ordinal))));

        Assert.Equal(5000, InTime(() => AlarmTemplate.Parse(Template("", groups), "t.json")).LogGroups.Count);
    }
}
