using System.Text.Json.Nodes;

namespace FlowLogStack.Review.Tests;

/// <summary>Templates with the values of the deployed resources.</summary>
public sealed class DriftTests
{
    const string Template = """
        { "Resources": { "Alarm": { "Type": "AWS::CloudWatch::Alarm", "Properties": { "Threshold": 20,
          "AlarmActions": ["a", "b", "c", "d"], "Dimensions": [{ "Name": "n", "Value": { "Ref": "Other" } }] } } } }
        """;

    static string? After(string property, params DriftedProperty[] differences)
    {
        var root = (JsonObject)JsonNode.Parse(Template)!;
        DriftedTemplate.Apply(root, [new ResourceDrift("Alarm", differences)
        {
            Actual = """{ "Dimensions": [{ "Name": "n", "Value": "whole" }] }""",
        }]);
        return root["Resources"]!["Alarm"]!["Properties"]![property]?.ToJsonString();
    }

    [Theory]
    [InlineData("0", "1", """["c","d"]""")]
    [InlineData("1", "0", """["c","d"]""")]
    [InlineData("0", "3", """["b","c"]""")]
    [InlineData("3", "3", """["a","b","c"]""")]
    public void Each_value_that_was_removed_from_a_list_is_removed(string first, string second, string expected) =>
        Assert.Equal(expected,
            After("AlarmActions", new DriftedProperty($"/AlarmActions/{first}", null), new DriftedProperty($"/AlarmActions/{second}", null)));

    [Fact]
    public void A_value_of_a_list_is_changed_where_the_template_has_it_although_another_is_removed() =>
        Assert.Equal("""["b","x","d","e"]""", After("AlarmActions", new DriftedProperty("/AlarmActions/0", null), new DriftedProperty("/AlarmActions/2", "x"),
            new DriftedProperty("/AlarmActions/4", "e")));

    [Fact]
    public void A_value_that_the_deployment_computes_is_that_of_the_whole_property() =>
        Assert.Equal("""[{"Name":"n","Value":"whole"}]""", After("Dimensions", new DriftedProperty("/Dimensions/0/Value/Ref", "x")));

    [Fact]
    public void A_property_that_was_removed_is_removed() => Assert.Null(After("Threshold", new DriftedProperty("/Threshold", null)));
}
