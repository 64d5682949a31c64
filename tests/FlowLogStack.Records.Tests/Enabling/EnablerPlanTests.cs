namespace FlowLogStack.Records.Tests;

public sealed class EnablerPlanTests
{
    [Fact]
    public void A_plan_is_read_as_it_was_written()
    {
        var plan = new EnablerPlan
        {
            Format = "${version}", Traffic = "REJECT", Interval = 60, TagFields = [("vpc", ["Name", "Team"]), ("subnet", ["Zone"])],
            Destinations =
            [
                new(EnablerPlan.LogGroup, "/vpc") { Role = "arn:aws:iam::1:role/r" },
                new(EnablerPlan.Bucket, "arn:aws:s3:::b") { FileFormat = "parquet", HiveCompatible = true },
                new(EnablerPlan.Bucket, "arn:aws:s3:::c") { FileFormat = "plain-text", PerHour = true },
                new(EnablerPlan.Stream, "arn:aws:firehose:r:1:deliverystream/s"),
            ],
        };
        var read = EnablerPlan.Parse(plan.ToJson());

        Assert.Equal((plan.Format, plan.Traffic, plan.Interval), (read.Format, read.Traffic, read.Interval));
        Assert.Equal(plan.Destinations, read.Destinations);
        Assert.Equal(plan.TagFields.Select(tags => $"{tags.ResourceType} {string.Join(' ', tags.Keys)}"),
            read.TagFields.Select(tags => $"{tags.ResourceType} {string.Join(' ', tags.Keys)}"));
        Assert.Equal(plan.ToJson(), read.ToJson());
    }

    [Fact]
    public void Absent_members_have_their_defaults()
    {
        var json = new EnablerPlan { Format = "f", Traffic = "ALL", Interval = 600, Destinations = [new(EnablerPlan.Bucket, "b")] }.ToJson();
        Assert.Equal("""{"format":"f","traffic":"ALL","interval":600,"destinations":[{"type":"s3","name":"b"}]}""", json);
        var plan = EnablerPlan.Parse(json);
        Assert.Empty(plan.TagFields);
        Assert.Equal(new EnablerPlan.Destination(EnablerPlan.Bucket, "b"), plan.Destinations.Single());
    }

    [Theory]
    [InlineData("", "JSON")]
    [InlineData("null", "")]
    [InlineData("{}", "key")]
    [InlineData("""{"format":"f","traffic":"ALL","interval":60,"destinations":[]}""", "it has no destination of a known type")]
    [InlineData("""{"format":"f","traffic":"ALL","interval":60,"destinations":[{"type":"s3","name":"b"},{"type":"ftp","name":"b"}]}""",
        "it has no destination of a known type")]
    [InlineData("""{"format":"f","traffic":"ALL","interval":"60","destinations":[{"type":"s3","name":"b"}]}""", "")]
    [InlineData("""{"format":"f","traffic":"ALL","interval":60,"destinations":[{"type":"s3","name":"b","hive":"yes"}]}""", "")]
    public void Other_text_is_an_error(string text, string words) =>
        Assert.Contains(words, Assert.Throws<FormatException>(() => EnablerPlan.Parse(text)).Message, StringComparison.OrdinalIgnoreCase);

    [Theory]
    [InlineData("FlowLogs=off", "FlowLogs", "off")]
    [InlineData("a=", "a", "")]
    [InlineData("a=b=c", "a", "b=c")]
    public void A_tag_is_a_key_and_a_value(string text, string key, string value)
    {
        Assert.Equal(new OptOutTag(key, value), OptOutTag.Parse(text));
        Assert.Equal(text, OptOutTag.Parse(text).ToString());
    }

    [Fact]
    public void A_tag_has_at_most_the_lengths_of_AWS()
    {
        Assert.Equal(128, OptOutTag.Parse($"{new string('k', 128)}={new string('v', 256)}").Key.Length);
        foreach (var text in new[] { "", "=", "=off", "off", "aws:x=off", "AWS:x=off", $"{new string('k', 129)}=v", $"k={new string('v', 257)}" })
            Assert.StartsWith($"'{text}' is not a tag.", Assert.Throws<FormatException>(() => OptOutTag.Parse(text)).Message);
    }

    [Fact]
    public void A_resource_opts_out_by_the_same_key_and_value()
    {
        static bool IsIn(params (string Key, string Value)[] tags) => OptOutTag.Default.IsIn(tags.Select(tag => KeyValuePair.Create(tag.Key, tag.Value)));
        Assert.True(IsIn(("Name", "n"), ("FlowLogs", "off")));
        Assert.False(IsIn(("FlowLogs", "OFF"), ("flowlogs", "off"), ("FlowLogs", "on"), ("off", "FlowLogs")));
        Assert.False(IsIn());
    }
}
