using System.Reflection;
using System.Text.RegularExpressions;
using FlowLogStack.Testing;

namespace FlowLogStack.Review.Tests;

/// <summary>The pairs of templates of these tests, with the findings that are written by hand.</summary>
static partial class ExpectedFindings
{
    /// <summary>Returns the rows of a theory.</summary>
    /// <param name="theory">Name of the test.</param>
    internal static IEnumerable<object?[]> Of(string theory) => typeof(ExpectedFindings).Assembly.GetTypes().SelectMany(type => type.GetMethods())
        .Single(method => method.Name == theory).GetCustomAttributesData().Where(data => data.AttributeType == typeof(InlineDataAttribute))
        .Select(data => ((IEnumerable<CustomAttributeTypedArgument>)data.ConstructorArguments[0].Value!).Select(argument => argument.Value).ToArray());

    /// <summary>Returns the findings in the source of all tests, as <c>severity rule</c>; <c>{severity}</c> is that of the rows of a theory.</summary>
    internal static IReadOnlyList<string> All() =>
        [.. Directory.EnumerateFiles(Repository.PathOf("tests", "FlowLogStack.Review.Tests"), "*Tests.cs")
            .SelectMany(file => Expected().Matches(File.ReadAllText(file))).Select(match => match.Groups[1].Value)];

    /// <summary>Returns the number of pairs whose findings are all written by hand: rows of a theory, and calls of <see cref="Change.Finds"/>.</summary>
    internal static int Pairs() => Directory.EnumerateFiles(Repository.PathOf("tests", "FlowLogStack.Review.Tests"), "*Tests.cs")
        .Sum(file => Calls().Count(File.ReadAllText(file)))
        + Of(nameof(ProtectionTests.A_weaker_setting_is_one_finding)).Count();

    [GeneratedRegex("\"((?:critical|high|medium|low|info|\\{severity\\}) [a-z]+(?:-[a-z]+)+)(?: [{}\\w]+)?\"")]
    private static partial Regex Expected();

    [GeneratedRegex(@"\.Finds\(\s*""")]
    private static partial Regex Calls();
}
