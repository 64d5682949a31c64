using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace FlowLogStack.App.Tests;

/// <summary>Settings that pages show: valid by the schema, and blocks of them as a whole.</summary>
public sealed partial class DocumentedSettingsTests : AppTests
{
    static readonly string[] Keys = [.. SettingsSchema.Root.Keys];

    [Fact]
    public void Every_block_of_settings_in_a_page_is_read_by_the_app()
    {
        var blocks = MarkdownPage.All.SelectMany(page => page.Blocks.Where(block => block.Language == "json")
            .Select(block => (page, block.Line, Settings: SettingsOf(block.Text))))
            .Where(block => block.Settings is not null).ToList();
        Assert.True(blocks.Count >= 6);
        var faults = new List<string>();
        foreach (var (page, line, settings) in blocks)
        {
            try
            {
                SettingsReader.ParseAll("flowlogs.json", settings!.ToJsonString());
            }
            catch (InvalidSettingsException e)
            {
                faults.Add($"{page}:{line}: {e.Message}");
            }
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Fact]
    public void Every_setting_within_a_sentence_is_valid()
    {
        var settings = MarkdownPage.All.Where(page => page.Name != "CHANGELOG.md")
            .SelectMany(page => page.InlineCode.Where(code => Member().IsMatch(code.Text))
                .Select(code => (page, code.Line, Settings: SettingsOf($"{{{code.Text.Trim('{', '}', ' ')}{Closing(code.Text)}}}"))))
            .Where(entry => entry.Settings is not null).ToList();
        Assert.True(settings.Count >= 5);
        Assert.Empty(settings.SelectMany(entry => SettingsSchema.Root.Judge(entry.Settings)
            .Select(problem => $"{entry.page}:{entry.Line}: {problem.Path}: {problem.Message}")));
    }

    [Fact]
    public void Every_dotted_key_within_a_sentence_is_a_setting()
    {
        var paths = SettingsSchema.Root.Paths.ToHashSet(StringComparer.Ordinal);
        var named = MarkdownPage.All.Where(page => page.Name is not ("CHANGELOG.md" or "docs/settings.md"))
            .SelectMany(page => page.InlineCode.Where(code => Path().IsMatch(code.Text) && Keys.Contains(code.Text.Split('.')[0]))
                .Select(code => (page, code.Line, code.Text))).ToList();
        Assert.True(named.Count > 30);
        Assert.Empty(named.Where(entry => !paths.Contains(entry.Text)).Select(entry => $"{entry.page}:{entry.Line}: {entry.Text}"));
    }

    // What trimming took from the end of a nested object.
    static string Closing(string text)
    {
        var inner = text.Trim('{', '}', ' ');
        return new string('}', inner.Count(letter => letter == '{') - inner.Count(letter => letter == '}'));
    }

    // Other JSON, such as a secret or a result, has other keys.
    static JsonObject? SettingsOf(string json)
    {
        try
        {
            return SettingsJson.Parse(json) is JsonObject { Count: > 0 } settings && settings.All(member => Keys.Contains(member.Key)) ? settings : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [GeneratedRegex("^\\{?\\s*\"[A-Za-z]+\": ")]
    private static partial Regex Member();

    [GeneratedRegex(@"^[a-z][A-Za-z]*(\.[a-z][A-Za-z]*)+$")]
    private static partial Regex Path();
}
