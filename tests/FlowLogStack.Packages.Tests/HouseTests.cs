namespace FlowLogStack.Packages.Tests;

/// <summary>The structure of the projects: folders use each other in one direction, and a file has one type.</summary>
public sealed class HouseTests
{
    [ToolFact("git")]
    public void Folders_of_a_project_use_each_other_in_one_direction()
    {
        var projects = SourceFile.Shipped.GroupBy(file => file.Project).ToList();
        Assert.True(projects.Count > 8);
        var circles = projects.SelectMany(project => FolderGraph.Of(project).Circles().Select(circle => $"{project.Key}: {circle}")).ToList();
        Assert.True(circles.Count == 0, string.Join("\n", circles));
    }

    // The subset of AWS's SDK has a file for each operation, with its request and response.
    [ToolFact("git")]
    public void A_file_declares_one_type() => Assert.Empty(SourceFile.Shipped.Where(file => file.Project != "src/FlowLogStack.AwsSdk" && file.Types.Count > 1)
        .Select(file => $"{file.Path}: {string.Join(", ", file.Types)}"));

    [Fact]
    public void A_circle_of_folders_is_found_with_the_files_that_close_it()
    {
        SourceFile[] files =
        [
            new("src/X", "", "src/X/Front.cs", ["Front"], new HashSet<string> { "Alarm", "Report" }),
            new("src/X", "Alarms", "src/X/Alarms/Alarm.cs", ["Alarm"], new HashSet<string> { "Text" }),
            new("src/X", "Text", "src/X/Text/Text.cs", ["Text"], new HashSet<string> { "Report" }),
            new("src/X", "Reports", "src/X/Reports/Report.cs", ["Report"], new HashSet<string> { "Alarm" }),
        ];
        Assert.Equal(["Alarms, Reports, Text (Alarm.cs uses Text; Report.cs uses Alarm; Text.cs uses Report)"], FolderGraph.Of(files).Circles());
        Assert.Empty(FolderGraph.Of(files[..3]).Circles());
    }

    [Theory]
    [InlineData("class Report { Severity? Severity { get; } }", "")]
    [InlineData("record Report(Severity Severity);", "")]
    [InlineData("class Report { void Write() => Alarms.Severity.High.ToString(); }", "")]
    [InlineData("class Report { string Write(Text text) => text.Shorten(); }", "static class Texts { public static string Shorten(this Text text) => \"\"; }")]
    [InlineData("class Report { string Write(Text? text) => text?.Shorten(); }",
        "static class Texts { public static string Shorten(this Text text) => \"\"; }")]
    public void A_use_is_found_in_every_form(string report, string extension)
    {
        var use = Assert.Single(FolderGraph.Of(
        [
            SourceFile.Of("src/X/Reports/Report.cs", report),
            SourceFile.Of("src/X/Alarms/Severity.cs", "enum Severity { High }"),
            SourceFile.Of("src/X/Alarms/Texts.cs", extension),
            SourceFile.Of("src/X/Alarms/Alarm.cs", "class Alarm { Report? Last; }"),
        ]).Circles());
        Assert.StartsWith("Alarms, Reports (", use, StringComparison.Ordinal);
    }

    [Fact]
    public void A_member_is_no_use_of_a_type_or_method_with_its_name()
    {
        Assert.Empty(FolderGraph.Of(
        [
            SourceFile.Of("src/X/Reports/Report.cs", """
                class Report { string Severity = new Other { Alarm = 1 }.Shorten() + Severity.Length + x.Alarm + Elsewhere.Trim(x); }
                """),
            SourceFile.Of("src/X/Reports/Other.cs", "class Other { int Alarm; string Shorten() => \"\"; }"),
            SourceFile.Of("src/X/Alarms/Severity.cs", "enum Severity { High }"),
            SourceFile.Of("src/X/Alarms/Texts.cs", """
                static class Texts { public static string Shorten(this Report text) => ""; public static string Trim(this Report text) => ""; }
                """),
            SourceFile.Of("src/X/Alarms/Alarm.cs", "class Alarm { Report? Last; }"),
        ]).Circles());
    }
}
