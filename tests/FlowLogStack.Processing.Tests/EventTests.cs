using System.Text;
using System.Text.Json;

namespace FlowLogStack.Processing.Tests;

/// <summary>The kinds of events and what each refers to. The tests of the function send them.</summary>
public sealed class EventTests
{
    [Theory]
    [InlineData("""{"awslogs":{"data":"x"}}""", "Subscription")]
    [InlineData("""{"deliveryStreamArn":"a"}""", "Firehose")]
    [InlineData("""{"invocationId":"a","deliveryStreamArn":"a"}""", "Firehose")]
    [InlineData("""{"replay":{}}""", "Replay")]
    [InlineData("""{"requestPayload":{"awslogs":1}}""", "Failed")]
    [InlineData("""{"flowLogStackDeadLetter":1}""", "DeadLetter")]
    [InlineData("""{"id":"1","detail-type":"x"}""", "Bridge")]
    [InlineData("""{"Records":[1]}""", "Records")]
    [InlineData("""{"Records":[[]]}""", "Records")]
    [InlineData("""{"Records":[]}""", "Unknown")]
    [InlineData("""{"Records":7}""", "Unknown")]
    [InlineData("""{"Event":"s3:TestEvent"}""", "Test")]
    [InlineData("""{"Event":"s3:OtherEvent"}""", "Unknown")]
    [InlineData("""{"Event":{}}""", "Unknown")]
    [InlineData("""{"Type":"Notification"}""", "Topic")]
    [InlineData("""{"Type":"SubscriptionConfirmation"}""", "Unknown")]
    [InlineData("""{"a":{"awslogs":1},"b":[{"Records":[1]}]}""", "Unknown")]
    [InlineData("""{"a":[1,{}],"Records":[{"b":2}],"c":3}""", "Records")]
    [InlineData("{}", "Unknown")]
    [InlineData("[1]", "Unknown")]
    [InlineData("7", "Unknown")]
    public void The_kind_of_an_event_follows_from_its_own_members(string json, string kind) =>
        Assert.Equal(kind, EventShape.Of(Encoding.UTF8.GetBytes(json)).ToString());

    [Theory]
    [InlineData("""{"awslogs":{},"Records":[1]}""", "The event has the members of two kinds, Subscription and Records. Send two events.")]
    [InlineData("""{"Records":[1],"replay":{}}""", "The event has the members of two kinds, Records and Replay. Send two events.")]
    [InlineData("""{"awslogs":{}} 7""", "The event is not JSON: line 1, column 16: ")]
    [InlineData("""{"awslogs":{}""", "The event is not JSON: line 1, column 14: an object or a list is not closed.")]
    [InlineData("{'awslogs':1}", "The event is not JSON: line 1, column 2: ")]
    public void Two_kinds_or_other_text_are_an_error(string json, string error) =>
        Assert.StartsWith(error, Assert.Throws<EventException>(() => EventShape.Of(Encoding.UTF8.GetBytes(json))).Message);

    static string Data(string json, ref byte[] buffer) => Encoding.UTF8.GetString(EventShape.SubscriptionData(Encoding.UTF8.GetBytes(json), ref buffer).Span);

    [Fact]
    public void The_data_of_a_subscription_is_decoded_into_the_buffer_if_it_is_large_enough()
    {
        byte[] buffer = [];
        Assert.Equal("text", Data("""{"awslogs":{"data":"dGV4dA=="}}""", ref buffer));
        var first = buffer;
        Assert.Equal("a", Data("""{"a":{"data":"no"},"awslogs":{"b":{"data":"no"},"data":"YQ==","c":["data"]},"data":"no"}""", ref buffer));
        Assert.Same(first, buffer);
        Assert.Equal("???>>>???", Data("""{"awslogs":{"data":"Pz8\/Pj4+Pz8\/"}}""", ref buffer));
        Assert.NotSame(first, buffer);
        Assert.Equal("", Data("""{"awslogs":{"data":""}}""", ref buffer));
    }

    [Theory]
    [InlineData("""{"awslogs":{}}""", "The event lacks the text 'awslogs.data'.")]
    [InlineData("""{"awslogs":null,"data":"YQ=="}""", "The event lacks the text 'awslogs.data'.")]
    [InlineData("""{"awslogs":{"data":7}}""", "The event's 'awslogs.data' is not one text.")]
    [InlineData("""{"awslogs":{"data":{}}}""", "The event's 'awslogs.data' is not one text.")]
    [InlineData("""{"awslogs":{"data":"YQ==","data":"YQ=="}}""", "The event's 'awslogs.data' is not one text.")]
    [InlineData("""{"awslogs":{"data":"YQ"}}""", "The event's 'awslogs.data' is not base64.")]
    [InlineData("""{"awslogs":{"data":"?"}}""", "The event's 'awslogs.data' is not base64.")]
    public void Other_data_of_a_subscription_is_an_error(string json, string error)
    {
        byte[] buffer = [];
        Assert.Equal(error, Assert.Throws<EventException>(() => Data(json, ref buffer)).Message);
    }

    static JsonElement Json(string json) => EventJson.Parse(Encoding.UTF8.GetBytes(json)).RootElement;

    [Theory]
    [InlineData("""{"s3":{}}""", "Object", "", false)]
    [InlineData("""{"s3":null,"body":"x"}""", "Object", "", false)]
    [InlineData("""{"kinesis":{"sequenceNumber":"5"}}""", "Stream", "5", true)]
    [InlineData("""{"kinesis":{}}""", "Stream", "", true)]
    [InlineData("""{"Sns":{}}""", "Notification", "", false)]
    [InlineData("""{"messageId":"m","body":"x"}""", "Message", "m", true)]
    [InlineData("""{"messageId":"m","receiptHandle":"x"}""", "Message", "m", true)]
    [InlineData("""{"body":"x"}""", "Message", "", true)]
    [InlineData("""{"messageId":"m"}""", "Unknown", "", false)]
    [InlineData("null", "Unknown", "", false)]
    [InlineData("""["s3"]""", "Unknown", "", false)]
    public void A_record_has_the_kind_of_its_members_and_its_id_in_the_response(string json, string kind, string id, bool isNamed)
    {
        var record = EventRecord.Of(Json(json));
        Assert.Equal((kind, id, isNamed), (record.Kind.ToString(), record.Id, record.IsNamed));
        Assert.Equal($$"""{"Records":[{{json}}]}""", Encoding.UTF8.GetString(record.Alone()));
    }

    [Fact]
    public void The_event_of_a_message_and_the_data_of_a_stream_are_inside_their_records()
    {
        Assert.Equal("inside", Encoding.UTF8.GetString(EventRecord.Of(Json("""{"body":"inside"}""")).Event().Span));
        Assert.Equal("inside", Encoding.UTF8.GetString(EventRecord.Of(Json("""{"Sns":{"Message":"inside"},"body":"no"}""")).Event().Span));
        Assert.Equal("a", Encoding.UTF8.GetString(EventRecord.Of(Json("""{"kinesis":{"data":"YQ=="}}""")).Data()));
        Assert.Equal("A message of the queue has no 'body' that is text.",
            Assert.Throws<EventException>(() => EventRecord.Of(Json("""{"body":7}""")).Event()).Message);
        Assert.Equal("The message of the topic has no 'Message' that is text.",
            Assert.Throws<EventException>(() => EventRecord.Of(Json("""{"Sns":{}}""")).Event()).Message);
        foreach (var data in (string[])["7", "\"?\""])
            Assert.Equal("The 'data' of a record of the stream is not base64.",
                Assert.Throws<EventException>(() => EventRecord.Of(Json($$$"""{"kinesis":{"data":{{{data}}}}}""")).Data()).Message);
    }

    [Fact]
    public void Text_is_absent_if_it_is_not_valid_text()
    {
        Assert.Equal("x", EventJson.TryText(Json("""{"a":"x"}"""), "a"));
        foreach (var json in (string[])["""{"b":"x"}""", """{"a":7}""", """{"a":null}""", """{"a":"\ud800"}""", "[]", "null"])
        {
            Assert.Null(EventJson.TryText(Json(json), "a"));
            Assert.Equal("It has no 'a' that is text.", Assert.Throws<EventException>(() => EventJson.Text(Json(json), "a", "It")).Message);
        }
    }

    [Fact]
    public void A_member_that_is_twice_in_an_event_is_an_error() =>
        Assert.StartsWith("The event is not valid JSON: ", Assert.Throws<EventException>(() => Json("""{"a":[{"b":1,"b":2}]}""")).Message);

    [Theory]
    [InlineData("""{"s3":{"bucket":{"name":"b"},"object":{"key":"a%2Fb+c"}}}""", "b a/b c - ''")]
    [InlineData("""{"eventName":null,"s3":{"bucket":{"name":"b"},"object":{"key":"k","versionId":"v","sequencer":"1"}}}""", "b k v '1'")]
    [InlineData("""{"eventName":"s3:ObjectCreated:Put","s3":{"bucket":{"name":"b"},"object":{"key":"k"}}}""", "b k - ''")]
    [InlineData("""{"eventName":"ObjectRemoved:Delete"}""", "nothing")]
    public void A_notification_of_S3_is_a_created_object_or_nothing(string json, string expected) =>
        Assert.Equal(expected, ObjectNotification.OfRecord(Json(json)) is { } item
            ? $"{item.Bucket} {item.Key} {item.VersionId ?? "-"} '{item.Sequencer}'{item.OtherKey}" : "nothing");

    [Theory]
    [InlineData("""{"bucket":{"name":"b"},"object":{"key":"k"}}""", "b k - '' ")]
    [InlineData("""{"bucket":{"name":"b"},"object":{"key":"a+b","version-id":"v","sequencer":"1"}}""", "b a+b v '1' a b")]
    [InlineData("""{"bucket":{"name":"b"},"object":{"key":"%"}}""", "b % - '' ")]
    public void An_event_of_EventBridge_is_a_created_object_whose_key_may_be_encoded(string detail, string expected)
    {
        var item = ObjectNotification.OfBridge(Json($$"""{"source":"aws.s3","detail-type":"Object Created","detail":{{detail}}}"""))!;
        Assert.Equal(expected, $"{item.Bucket} {item.Key} {item.VersionId ?? "-"} '{item.Sequencer}' {item.OtherKey}");
    }

    [Theory]
    [InlineData("""{"source":"aws.s3","detail-type":"Object Deleted"}""", null)]
    [InlineData("""{"source":"aws.ec2","detail-type":"Object Created"}""", "The EventBridge event 'Object Created' does not concern S3 objects.")]
    [InlineData("""{"detail-type":"Object Created"}""", "The EventBridge event 'Object Created' does not concern S3 objects.")]
    [InlineData("""{"source":"aws.s3","detail-type":"Objection"}""", "The EventBridge event 'Objection' does not concern S3 objects.")]
    [InlineData("""{"source":"aws.s3","detail-type":"Object Created"}""", "The EventBridge event has no 'detail'.")]
    [InlineData("""{"source":"aws.s3","detail-type":"Object Created","detail":{"bucket":{"name":""},"object":{"key":"k"}}}""",
        "The event contains an object without its bucket or key.")]
    [InlineData("""{"source":"aws.s3","detail-type":"Object Created","detail":{"bucket":{"name":"b"},"object":{"key":""}}}""",
        "The event contains an object without its bucket or key.")]
    public void Other_events_of_EventBridge_are_no_object_or_an_error(string json, string? error)
    {
        if (error is null)
            Assert.Null(ObjectNotification.OfBridge(Json(json)));
        else
            Assert.StartsWith(error, Assert.Throws<EventException>(() => ObjectNotification.OfBridge(Json(json))).Message);
    }

    [Theory]
    [InlineData("""{"message":"x"}""", "Message", 15)]
    [InlineData("""{"message":"x"} {"message":"y"}""", "Message", 15)]
    [InlineData("""{"a":{"message":1},"message":"x"}rest""", "Message", 33)]
    [InlineData("""{"message":7}""", "Other", 13)]
    [InlineData("{}", "Other", 2)]
    [InlineData("""{"messageType":"DATA_MESSAGE"}""", "Envelope", 0)]
    [InlineData("""{"messageType":"CONTROL_MESSAGE"}""", "Envelope", 0)]
    [InlineData("""{"messageType":"OTHER","logEvents":[""", "Envelope", 0)]
    [InlineData("""{"messageType":"OTHER","logEvents":{}}""", "Other", 38)]
    [InlineData("""{"messageType":7,"message":"x"}""", "Message", 31)]
    [InlineData("""{"message":"x","messageType":"DATA_MESSAGE"}""", "Other", 0)]
    [InlineData("""{"message":"x","logEvents":[]}""", "Other", 0)]
    [InlineData("{a}", "Other", 0)]
    public void An_object_among_lines_has_the_kind_of_its_members(string text, string kind, int length) =>
        Assert.Equal((kind, length), (ItemShape.Of(Encoding.UTF8.GetBytes(text), isFinal: true, out var read).ToString(), read));

    [Fact]
    public void An_object_that_the_text_cuts_off_has_no_kind_yet_unless_its_members_decide()
    {
        const string text = """{"a":[1,{"b":2}],"message":"x","c":"d"}""";
        for (var length = 1; length < text.Length; length++)
            Assert.Equal((ItemKind.Unfinished, 0), (ItemShape.Of(Encoding.UTF8.GetBytes(text[..length]), isFinal: false, out var read), read));
        for (var length = 1; length < text.Length; length++)
            Assert.Equal((ItemKind.Other, 0), (ItemShape.Of(Encoding.UTF8.GetBytes(text[..length]), isFinal: true, out var read), read));
    }
}
