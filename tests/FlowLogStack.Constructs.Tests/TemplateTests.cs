using Xunit.Sdk;

namespace FlowLogStack.Constructs.Tests;

/// <summary>The matcher of templates, on which other tests rely: what it must not accept.</summary>
public sealed class TemplateTests
{
    const string Bucket = "AWS::S3::Bucket";

    const string Resources = """
        {
          "Resources": {
            "A": { "Type": "AWS::S3::Bucket", "DependsOn": ["B"], "Properties": {
              "Name": "a", "Days": 30, "On": true, "None": null, "Tags": [{ "Key": "k", "Value": "v" }, { "Key": "l" }], "Empty": {}, "No": [] } },
            "B": { "Type": "AWS::SNS::Topic" },
            "C": { "Type": "AWS::S3::Bucket", "Properties": { "Name": "c", "Days": 7 } }
          }
        }
        """;

    readonly Testing.Template template = new(Resources);

    [Theory]
    [InlineData("{}")]
    [InlineData("""{ "Name": "a" }""")]
    [InlineData("""{ "Name": "c", "Days": 7 }""")]
    [InlineData("""{ "Tags": [{ "Key": "k" }, {}] }""")]
    [InlineData("""{ "None": null, "Empty": {}, "No": [], "On": true }""")]
    public void A_resource_with_the_expected_members_matches(string properties) => template.Has(Bucket, properties);

    [Theory]
    [InlineData("""{ "Name": "b" }""", "/Properties/Name: expected \"b\", found \"a\"")]
    [InlineData("""{ "Days": "30" }""", """/Properties/Days: expected "30", found 30""")]
    [InlineData("""{ "On": "true" }""", """/Properties/On: expected "true", found true""")]
    [InlineData("""{ "On": false }""", "/Properties/On: expected false, found true")]
    [InlineData("""{ "Other": 1 }""", "/Properties/Other: expected 1, found nothing")]
    [InlineData("""{ "Tags": [{ "Key": "k" }] }""", """/Properties/Tags: expected [{"Key":"k"}], found [{""")]
    [InlineData("""{ "Name": "a", "Tags": [{ "Key": "l" }, { "Key": "k" }] }""", "/Properties/Tags/0/Key: expected \"l\", found \"k\"")]
    [InlineData("""{ "Tags": [] }""", "/Properties/Tags: expected [], found [{")]
    [InlineData("""{ "No": [1] }""", "/Properties/No: expected [1], found []")]
    [InlineData("""{ "Empty": [] }""", "/Properties/Empty: expected [], found {}")]
    [InlineData("""{ "No": {} }""", "/Properties/No: expected {}, found []")]
    [InlineData("""{ "Name": { } }""", "/Properties/Name: expected {}, found \"a\"")]
    public void A_difference_is_reported_with_its_place(string properties, string difference) =>
        Assert.Contains(difference, Failure(() => template.Has(Bucket, properties)), StringComparison.Ordinal);

    [Theory]
    [InlineData("""{ "Other": null }""", "/Properties/Other: expected null, found nothing")]
    [InlineData("""{ "Name": null }""", "/Properties/Name: expected null, found \"a\"")]
    [InlineData("""{ "None": {} }""", "/Properties/None: expected {}, found null")]
    [InlineData("""{ "None": "" }""", "/Properties/None: expected \"\", found null")]
    public void Null_is_neither_an_absent_member_nor_another_value(string properties, string difference) =>
        Assert.Contains(difference, Failure(() => template.Has(Bucket, properties)), StringComparison.Ordinal);

    [Fact]
    public void Members_of_two_resources_do_not_make_a_match()
    {
        var message = Failure(() => template.Has(Bucket, """{ "Name": "a", "Days": 7, "On": true }"""));
        Assert.Contains("None of 2 resources of the type AWS::S3::Bucket matches. The closest is A:", message, StringComparison.Ordinal);
        Assert.DoesNotContain("Name", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_type_without_resources_matches_nothing()
    {
        Assert.Contains("has no resource of the type AWS::SQS::Queue", Failure(() => template.Has("AWS::SQS::Queue", "{}")), StringComparison.Ordinal);
        Assert.Contains("/Properties: expected {}, found nothing", Failure(() => template.Has("AWS::SNS::Topic", "{}")), StringComparison.Ordinal);
    }

    [Fact]
    public void Attributes_beside_the_properties_are_compared_as_well()
    {
        template.HasWhole(Bucket, """{ "DependsOn": ["B"], "Properties": { "Name": "a" } }""");
        Assert.Contains("/DependsOn", Failure(() => template.HasWhole(Bucket, """{ "DependsOn": ["C"] }""")), StringComparison.Ordinal);
        Assert.Contains("/DependsOn", Failure(() => template.HasWhole(Bucket, """{ "DependsOn": "B" }""")), StringComparison.Ordinal);
        Assert.Contains("/Properties/Name", Failure(() => template.HasWhole(Bucket, """{ "DependsOn": ["B"], "Properties": { "Name": "c" } }""")),
            StringComparison.Ordinal);
        Assert.Contains("/DeletionPolicy", Failure(() => template.HasWhole(Bucket, """{ "DeletionPolicy": "Retain" }""")), StringComparison.Ordinal);
    }

    [Fact]
    public void Another_number_of_resources_fails()
    {
        template.Counts(Bucket, 2);
        template.Counts("AWS::SQS::Queue", 0);
        Assert.Contains("2 resources of the type AWS::S3::Bucket, not 1: A, C", Failure(() => template.Counts(Bucket, 1)), StringComparison.Ordinal);
        Assert.Contains("not 1", Failure(() => template.Counts("AWS::SQS::Queue", 1)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(""" "DependsOn": "B" """, """ "DependsOn": ["A"] """)]
    [InlineData(""" "Properties": { "X": { "Ref": "B" } } """, """ "Properties": { "Y": [{ "Fn::GetAtt": ["A", "Arn"] }] } """)]
    [InlineData(""" "Properties": { "X": { "Fn::Sub": "a-${B.Arn}" } } """, """ "DependsOn": ["A"] """)]
    public void Resources_that_depend_on_each_other_in_a_circle_fail(string a, string b)
    {
        static string Of(string a, string b) => $$"""{ "Resources": { "A": { "Type": "T", {{a}} }, "B": { "Type": "T", {{b}} } } }""";
        Assert.Contains("depend on each other", Failure(() => _ = new Testing.Template(Of(a, b))), StringComparison.Ordinal);
        _ = new Testing.Template(Of(a, """ "Properties": {} """));
    }

    static string Failure(Action assertion) => Assert.ThrowsAny<XunitException>(assertion).Message;
}
