using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace FlowLogStack.Compositions.Tests;

/// <summary>A template larger than CloudFormation takes is refused in every app, and one that fits is not.</summary>
public sealed class TemplateSizeTests
{
    const int Limit = 1_000_000;

    // Paths are written where the CDK CLI runs the app, and leaving indentation out is the way out that CDK names.
    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void Refuses_a_template_over_the_limit_and_takes_one_below(bool withPaths, bool withoutIndentation)
    {
        var rest = Encoding.UTF8.GetByteCount(Template(0, withPaths, withoutIndentation));
        Assert.True(Encoding.UTF8.GetByteCount(Template(Limit - rest - 30_000, withPaths, withoutIndentation)) < Limit);
        var error = Assert.ThrowsAny<Exception>(() => Template(Limit - rest + 30_000, withPaths, withoutIndentation)).Message;
        var match = Regex.Match(error,
            @"The template of the stack 'Net' has about ([\d,]+) bytes, ([\d,]+) of them for \d+ resource\(s\) of the type AWS::Athena::NamedQuery"
                + @", and CloudFormation allows 1,000,000");
        Assert.True(match.Success, error);
        Assert.InRange(int.Parse(match.Groups[1].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture), Limit, Limit + 60_000);
        Assert.Contains("Divide the monitored resources between several stacks", error, StringComparison.Ordinal);
    }

    static string Template(int filler, bool withPaths, bool withoutIndentation)
    {
        var app = Repository.NewApp();
        if (withPaths)
            app.Node.SetContext("aws:cdk:enable-path-metadata", true);
        if (withoutIndentation)
            app.Node.SetContext("@aws-cdk/core:suppressTemplateIndentation", true);
        var stack = new Stack(app, "Net");
        var monitoring = new FlowLogMonitoring(stack, "FlowLogs", new FlowLogMonitoringProps
        {
            Sources = [.. Enumerable.Range(1, 80).Select(i => CaptureSource.FromId($"vpc-{i:x17}"))],
            Format = FlowLogFormat.V5,
        });
        for (var i = 0; i < 8; i++)
            monitoring.Workgroup!.Save(monitoring.Table!,
                new NamedAthenaQuery($"Large{i}", $"Large {i}", "Filler", "SELECT 1 --" + new string('x', filler / 8)));
        return SynthesizedApp.Of(app)["Net"].Text;
    }
}
