namespace FlowLogStack.Records.Tests;

/// <summary>Rules 22 to 24: what <c>PutMetricFilter</c> accepts.</summary>
public sealed class MetricFilterAdmissionTests
{
    static IReadOnlyList<string> Check(string transformation, string more = "", string pattern = "[a, b]") => MetricFilterAdmission.Check(Properties.Of($$"""
        { "LogGroupName": "flows", "FilterPattern": "{{pattern}}",
          "MetricTransformations": [{ "MetricName": "m", "MetricNamespace": "n", "MetricValue": "1" {{transformation}} }] {{more}} }
        """));

    [Theory]
    [InlineData("")]
    [InlineData(", \"DefaultValue\": 0, \"Unit\": \"Count\"")]
    [InlineData(", \"MetricValue\": \"$missing\"")]
    [InlineData(", \"MetricValue\": \"$.a[0]\"")]
    [InlineData(", \"MetricValue\": { \"Ref\": \"Value\" }, \"Unit\": { \"Ref\": \"Unit\" }")]
    [InlineData(", \"Dimensions\": [{ \"Key\": \"A\", \"Value\": \"$a\" }, { \"Key\": \"B\", \"Value\": \"$b\" }, { \"Key\": \"C\", \"Value\": "
        + "\"$missing\" }]")]
    public void Accepts(string transformation) => Assert.Empty(Check(transformation));

    [Theory]
    [InlineData("")]
    [InlineData(", \"EmitSystemFieldDimensions\": [\"@aws.account\", \"@aws.region\", \"@source.log\"]")]
    [InlineData(", \"FieldSelectionCriteria\": \"@aws.region = \\\"us-east-1\\\" OR @aws.account IN [\\\"1\\\", \\\"2\\\"]\"")]
    [InlineData(", \"FieldSelectionCriteria\": \"(@aws.region != \\\"us-east-1\\\") AND @aws.account NOT IN [\\\"1\\\"]\"")]
    public void Accepts_system_fields(string more) => Assert.Empty(Check("", more));

    [Theory]
    [InlineData(", \"Dimensions\": [{ \"Key\": \"A\", \"Value\": \"literal\" }]", "",
        "the dimension 'A' has the value 'literal', which is not a field of the event")]
    [InlineData(", \"Dimensions\": [{ \"Key\": \"A\", \"Value\": \"$.a[*]\" }]", "", "wildcard may select several values")]
    [InlineData(", \"MetricValue\": \"$.a.*\"", "", "wildcard may select several values")]
    [InlineData(", \"MetricValue\": \"many\"", "", "MetricValue is 'many', which is neither a number nor a field")]
    [InlineData(", \"Dimensions\": [{ \"Key\": \"A\", \"Value\": \"$a\" }, { \"Key\": \"B\", \"Value\": \"$b\" }, { \"Key\": \"C\", \"Value\": \"$a\" }, { "
        + "\"Key\": \"D\", \"Value\": \"$b\" }]", "", "it has 4 dimensions, but at most 3")]
    [InlineData(", \"Dimensions\": [{ \"Key\": \"A\", \"Value\": \"$a\" }, { \"Key\": \"B\", \"Value\": \"$b\" }]",
        ", \"EmitSystemFieldDimensions\": [\"@aws.account\", \"@aws.region\"]", "it has 4 dimensions, including system fields")]
    [InlineData(", \"DefaultValue\": 0, \"Dimensions\": [{ \"Key\": \"A\", \"Value\": \"$a\" }]", "",
        "a DefaultValue and Dimensions, which exclude each other")]
    [InlineData(", \"Unit\": \"Packets\"", "", "Unit is 'Packets', which is not one of Seconds,")]
    [InlineData(", \"DefaultValue\": \"none\"", "", "DefaultValue is 'none', which is not a number")]
    [InlineData(", \"MetricName\": \"a:b\"", "", "must not contain ':'")]
    [InlineData("", ", \"EmitSystemFieldDimensions\": [\"@aws.vpc\"]", "'@aws.vpc', which is not one of @aws.account, @aws.region, @source.log")]
    [InlineData("", ", \"FieldSelectionCriteria\": \"@aws.region LIKE 'eu'\"", "FieldSelectionCriteria: column 13")]
    [InlineData("", ", \"FieldSelectionCriteria\": \"@aws.vpc = 'a'\"", "FieldSelectionCriteria: column 1 ")]
    [InlineData("", ", \"FieldSelectionCriteria\": \"\"", "FieldSelectionCriteria: column 1 ")]
    public void Refuses(string transformation, string more, string words) => Assert.Contains(words, Assert.Single(Check(transformation, more)));

    [Fact]
    public void Refuses_a_second_transformation_and_none()
    {
        static IReadOnlyList<string> With(string transformations) =>
            MetricFilterAdmission.Check(Properties.Of($$"""{ "FilterPattern": "", "MetricTransformations": [{{transformations}}] }"""));
        const string One = """{ "MetricName": "m", "MetricNamespace": "n", "MetricValue": "1" }""";
        Assert.Empty(With(One));
        Assert.Contains("it has 2 MetricTransformations", Assert.Single(With(One + "," + One)));
        Assert.Contains("it lacks MetricTransformations", Assert.Single(With("")));
    }

    [Fact]
    public void Refuses_a_pattern_that_is_none() => Assert.Contains("FilterPattern: Column 4 of the filter pattern", Assert.Single(Check("", pattern: "[a=]")));

    [Fact]
    public void Knows_an_expression_from_a_percent_sign()
    {
        Assert.True(FilterPattern.HasExpression("[a=%b%]"));
        Assert.False(FilterPattern.HasExpression("[a=\"100%\"]"));
        Assert.False(FilterPattern.HasExpression("\"50%\" -\"60%\""));
    }

    [Theory]
    [InlineData("@aws.region = \"eu\" AND @aws.account = \"1\"", true)]
    [InlineData("@aws.region = \"us\" AND @aws.account = \"1\"", false)]
    [InlineData("@aws.region = \"us\" AND @aws.account = \"1\" OR @source.log = \"flows\"", true)]
    [InlineData("@aws.region IN [\"us\", \"eu\"]", true)]
    [InlineData("@aws.region NOT IN [\"us\", \"eu\"]", false)]
    [InlineData("@aws.account != \"2\"", true)]
    public void Selects_by_system_fields(string criteria, bool holds) =>
        Assert.Equal(holds, FieldSelection.Parse(criteria).Holds(field => field switch { "@aws.region" => "eu", "@aws.account" => "1", _ => "flows" }));
}
