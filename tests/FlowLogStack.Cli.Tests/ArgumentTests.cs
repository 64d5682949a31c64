namespace FlowLogStack.Cli.Tests;

/// <summary>Mistyped arguments: errors with suggestions, and no other interpretation.</summary>
public sealed class ArgumentTests
{
    [Theory]
    [InlineData("parse", "--ouput", "csv", "small.log", "--output")]
    [InlineData("parse", "small.log", "--where", "action=REJECT", "--ouput", "csv", "--output")]
    [InlineData("parse", "--ouput=csv", "small.log", "--output")]
    [InlineData("parse", "small.log", "--format", "--ouput", "--output")]
    [InlineData("match", "--patern", "x", "--pattern")]
    [InlineData("insights", "--qeury", "fields @message", "--query")]
    [InlineData("backtest", "--tempalte", "t.json", "--template")]
    [InlineData("cost", "--tempalte", "t.json", "--template")]
    [InlineData("preview", "--tempalte", "t.json", "--template")]
    [InlineData("verify", "--tempalte", "t.json", "--template")]
    [InlineData("generate", "--recrods", "5", "--records")]
    [InlineData("query", "--lsit", "--list")]
    [InlineData("fields", "--ouput", "json", "--output")]
    [InlineData("format", "--sa", "glue", "--as")]
    [InlineData("detections", "--fromat", "v5", "--format")]
    [InlineData("demo", "--hmtl", "x.html", "--html")]
    [InlineData("verify", "--profle", "x", "--profile")]
    public void An_unknown_option_is_refused_with_the_one_that_was_meant(params string[] words)
    {
        var run = Command.Run(words[..^1], Samples.Accepted);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains($"Did you mean '{words[^1]}'?", run.Errors, StringComparison.Ordinal);
        Assert.Contains("Unknown option", run.Errors, StringComparison.Ordinal);
    }

    public static TheoryData<string> Names => [.. Verbs.All.Select(verb => verb.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_option_before_which_a_value_was_forgotten_is_no_value(string verb)
    {
        var root = Verbs.RootFor([verb], new CommandStreams(Stream.Null, Stream.Null, TextWriter.Null));
        var options = ArgumentCheck.OptionsOf(root.Subcommands.Single(command => command.Name == verb)).ToList();
        Assert.Contains(options, option => option.Name == "--region");
        Assert.Contains(options, option => option.Name == "--help");
        var names = options.SelectMany(option => option.Aliases.Prepend(option.Name)).Where(name => name[0] == '-').ToList();
        foreach (var option in options.Where(option => option.Arity.MinimumNumberOfValues > 0))
        {
            var expected = $"{option.Name} needs a value: {option.Name} ";
            foreach (var name in names)
            {
                foreach (var typed in option.Aliases.Prepend(option.Name))
                {
                    var faults = FaultsOf(verb, typed, name, "x");
                    Assert.True(faults is [var fault] && fault.StartsWith(expected, StringComparison.Ordinal)
                        && fault.Contains($"write '{option.Name}={name}'", StringComparison.Ordinal), $"{typed} {name}: {string.Join(" | ", faults)}");
                    // The parser takes the form with '=' for the other option; it prints help if that is --help.
                    if (!option.Aliases.Prepend(option.Name).Append("--help").Append("-h").Append("-?").Contains(name))
                        Assert.Contains(FaultsOf(verb, typed, $"{name}=x"), other => other.StartsWith(expected, StringComparison.Ordinal));
                }

                Assert.DoesNotContain(FaultsOf(verb, $"{option.Name}={name}"), fault => fault.Contains("needs a value", StringComparison.Ordinal)
                    || fault.Contains("Unknown option", StringComparison.Ordinal));
            }
        }

        IReadOnlyList<string> FaultsOf(params string[] words) =>
            ArgumentCheck.Of(root.Parse(words, new System.CommandLine.ParserConfiguration { ResponseFileTokenReplacer = null }), words);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_missing_option_is_named_with_what_to_add(string verb)
    {
        var root = Verbs.RootFor([verb], new CommandStreams(Stream.Null, Stream.Null, TextWriter.Null));
        var faults = ArgumentCheck.Of(root.Parse(verb), [verb]);
        Assert.All(root.Subcommands.Single(command => command.Name == verb).Options.Where(option => option.Required),
            option => Assert.Contains(faults, fault => fault.StartsWith($"{option.Name} is missing. Add {option.Name} ", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_value_with_the_name_of_an_option_beside_that_option_is_a_value() =>
        Assert.StartsWith("flowlogs: --count-by '--output' is not a flow log field.", Command.Run(["parse", "--count-by=--output", "--output", "csv"]).Errors,
            StringComparison.Ordinal);

    [Fact]
    public void After_two_dashes_every_word_is_a_file()
    {
        var run = Command.Run(["parse", "--", "--ouput"]);
        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("--ouput: the file does not exist", run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("prase", "parse")]
    [InlineData("Backtset", "backtest")]
    [InlineData("verfy", "verify")]
    public void An_unknown_verb_is_refused_with_the_one_that_was_meant(string typed, string meant)
    {
        var run = Command.Run([typed, "x.log"]);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains($"Unknown verb '{typed}'. Did you mean '{meant}'?", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Bare_flowlogs_prints_help()
    {
        var run = Command.Run([]);
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Contains("parse", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("action==REJECT", "action=REJECT")]
    [InlineData("dstport==22", "dstport=22")]
    [InlineData("action=reject", "REJECT")]
    [InlineData("action=DENY", "ACCEPT or REJECT")]
    [InlineData("action!=DENY", "ACCEPT or REJECT")]
    [InlineData("log-status=Ok", "'OK'")]
    [InlineData("flow-direction=INGRESS", "ingress")]
    [InlineData("type=ipv4", "IPv4")]
    [InlineData("dstport=70000", "65535")]
    [InlineData("protocol=300", "255")]
    [InlineData("protocol=tcp", "6")]
    [InlineData("bytes=>5", "'=>'")]
    [InlineData("bytes<>5", "'<>'")]
    public void A_condition_that_could_select_nothing_is_refused(string condition, string meant)
    {
        var run = Command.Run(["parse", "--where", condition], Samples.Rejected);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(meant, run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dstport<65536", 1)]
    [InlineData("action=REJECT", 1)]
    [InlineData("action=ACCEPT", 0)]
    [InlineData("action=-", 0)]
    [InlineData("log-status!=NODATA", 1)]
    public void A_condition_that_a_record_may_fulfil_is_taken(string condition, int records) =>
        Assert.Equal((0, records), (Command.Run(["parse", "--where", condition], Samples.Rejected) is var run ? run.ExitCode : -1, run.Lines.Length));

    [Theory]
    [InlineData("parse", "--top", "0", "--count-by", "action")]
    [InlineData("parse", "--top", "99999999999999999999", "--count-by", "action")]
    [InlineData("parse", "--top", "x", "--count-by", "action")]
    [InlineData("generate", "--records", "0")]
    [InlineData("generate", "--records", "-1")]
    [InlineData("generate", "--records", "999999999999", "--duration", "1s")]
    [InlineData("generate", "--records", "1.5")]
    [InlineData("generate", "--seed", "-1")]
    [InlineData("generate", "--ipv6", "101")]
    [InlineData("generate", "--interval", "61")]
    [InlineData("generate", "--rate", "1000000000/s")]
    [InlineData("generate", "--accounts", "99999999999")]
    [InlineData("generate", "--duration", "99999999999d")]
    [InlineData("backtest", "--template", "x", "--fail-on", "0")]
    [InlineData("backtest", "--template", "x", "--look-further", "-1")]
    [InlineData("backtest", "--template", "x", "--pages-per-week", "NaN")]
    [InlineData("parse", "--output", "xml")]
    [InlineData("parse", "--output", "CSV ")]
    [InlineData("parse", "--format", "log_status az_id")]
    [InlineData("format", "log_status az_id")]
    public void A_value_out_of_its_range_is_refused_in_the_words_of_the_command_line(params string[] words)
    {
        var run = Command.Run(words, Samples.Rejected);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        foreach (var foreign in new[] { "System.", "Nullable", "Exception", "FlowField", "Custom(", "parse argument", "type '" })
            Assert.DoesNotContain(foreign, run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../..")]
    [InlineData("a/../b")]
    [InlineData("/etc")]
    [InlineData("a//b")]
    [InlineData("..\\x")]
    public void A_prefix_never_leads_out_of_its_directory(string prefix)
    {
        var directory = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var run = Command.Run(["generate", "--duration", "1m", "--output-directory", directory, "--prefix", prefix]);
        Assert.Equal(2, run.ExitCode);
        Assert.False(Directory.Exists(directory));
    }

    [Fact]
    public void Decoded_tags_are_in_every_output()
    {
        const string Tagged = "account-id srcaddr instance-tag\n123456789010 10.0.0.1 a%2Cb%20c\n123456789010 10.0.0.1 line%0Abreak\n";
        Assert.Contains("123456789010,10.0.0.1,\"a,b c\"", Command.Run(["parse", "--decode-tags", "--output", "csv"], Tagged).Output, StringComparison.Ordinal);
        Assert.Contains("line\\u000abreak\n", Command.Run(["parse", "--decode-tags", "--output", "csv"], Tagged).Output, StringComparison.Ordinal);
        Assert.Contains("\"a,b c\"", Command.Run(["parse", "--decode-tags"], Tagged).Output, StringComparison.Ordinal);
        Assert.Contains("a,b c", Command.Run(["parse", "--decode-tags", "--output", "table"], Tagged).Output, StringComparison.Ordinal);
        Assert.Contains("{\"instance-tag\":\"a,b c\",\"records\":1}", Command.Run(["parse", "--decode-tags", "--count-by", "instance-tag"], Tagged).Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_begins_with_an_at_sign_is_a_file() =>
        Assert.StartsWith("@x: the file does not exist", Command.Run(["parse", "@x"]).Errors, StringComparison.Ordinal);

    [Theory]
    [InlineData("https://my-flow-logs.s3.amazonaws.com/AWSLogs/")]
    [InlineData("arn:aws:s3:::my-flow-logs/AWSLogs")]
    [InlineData("s3:/my-flow-logs/AWSLogs")]
    [InlineData("s3a://my-flow-logs/AWSLogs")]
    public void Another_form_of_an_address_of_objects_is_an_error_with_the_one_that_is_read(string address)
    {
        var run = Command.Run(["parse", address]);
        Assert.Equal((2, "", $"{address}: the file does not exist. Use s3://BUCKET/PREFIX for the objects of a bucket.\n"),
            (run.ExitCode, run.Output, run.Errors));
    }

    [Theory]
    [InlineData("us-esat-1", "us-east-1")]
    [InlineData("ue-west-1", "eu-west-1")]
    [InlineData("eu-cental-1", "eu-central-1")]
    [InlineData("us-gvo-west-1", "us-gov-west-1")]
    [InlineData("us-east-1a", "us-east-1")]
    [InlineData("US-EAST-1", "us-east-1")]
    [InlineData("useast1", "us-east-1")]
    public void A_misspelled_Region_is_an_error_before_any_call(string misspelled, string meant)
    {
        string[][] verbs = [["verify", "--template", "x.template.json"], ["parse", "s3://flows"], ["coverage"], ["query", "--list"]];
        foreach (var run in verbs.Select(verb => Command.Run([.. verb, "--region", misspelled])))
            Assert.Equal((2, "", $"flowlogs: --region '{misspelled}' is not a Region. Did you mean '{meant}'?\n"), (run.ExitCode, run.Output, run.Errors));
    }

    [Theory]
    [InlineData("coverage", "--regions", "eu-west-1,us-esat-1")]
    [InlineData("query", "top-rejected", "--show", "--regions", "us-esat-1")]
    [InlineData("convert", "--output-directory", "x", "--key-region", "us-esat-1", "x")]
    public void A_misspelled_Region_is_an_error_in_each_option(params string[] line)
    {
        var run = Command.Run(line);
        var option = line.First(word => word is "--regions" or "--key-region");
        Assert.Equal((2, "", $"flowlogs: {option} 'us-esat-1' is not a Region. Did you mean 'us-east-1'?\n"), (run.ExitCode, run.Output, run.Errors));
    }

    [Theory]
    [InlineData("AWS::Region=us-esat-1", "--parameter AWS::Region 'us-esat-1' is not a Region. Did you mean 'us-east-1'?")]
    [InlineData("AWS::AccountId=12", "--parameter AWS::AccountId '12' is not the id of an account. Use an id of 12 digits.")]
    public void A_Region_or_an_account_that_cannot_be_that_of_a_template_is_an_error(string parameter, string error)
    {
        string[][] verbs = [["backtest", "--template", "x.json"], ["preview", "--html", "-", "--template", "x.json"], ["cost", "--template", "x.json"],
            ["review", "x.json", "y.json"]];
        foreach (var run in verbs.Select(verb => Command.Run([.. verb, "--parameter", parameter])))
            Assert.Equal((2, "", $"flowlogs: {error}\n"), (run.ExitCode, run.Output, run.Errors));
    }

    // The Regions of another server, and those that AWS adds after a release.
    [Theory]
    [InlineData("garage")]
    [InlineData("default")]
    [InlineData("us-west-3")]
    [InlineData("ap-northwest-1")]
    [InlineData("br-west-1")]
    public void A_Region_that_is_not_known_and_not_misspelled_is_valid(string region) =>
        Assert.Equal(0, Command.Run(["query", "--list", "--region", region]).ExitCode);

    [Theory]
    [InlineData("--accounts '12' is not the id of an account. Use ids of 12 digits, separated by commas.", "--accounts", "111122223333,12")]
    [InlineData("--regions 'Ireland' is not a Region. Use codes such as eu-central-1, separated by commas.", "--regions", "Ireland")]
    public void An_account_or_a_Region_that_cannot_exist_is_an_error_of_each_verb_that_reads_an_archive(string error, string option, string value)
    {
        string[][] verbs =
        [
            ["query", "top-rejected", "--show"],
            ["query", "top-rejected", "logs/"],
            ["backtest", "--template", "x.template.json", "--athena", "w", "--last", "1h"],
            ["rules", "--describe", "x.json", "--workgroup", "w", "--database", "d"],
            ["coverage"],
        ];
        foreach (var run in verbs.Select(verb => Command.Run([.. verb, option, value])))
            Assert.Equal((2, "", $"flowlogs: {error}\n"), (run.ExitCode, run.Output, run.Errors));
    }

    [Theory]
    [InlineData("a\0b")]
    [InlineData("s3://a\0b/c")]
    [InlineData("s3:///x")]
    [InlineData("")]
    public void A_name_that_no_file_has_is_refused(string name)
    {
        var run = Command.Run(["parse", name]);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Single(run.Errors.TrimEnd().Split('\n'));
    }
}
