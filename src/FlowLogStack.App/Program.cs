using FlowLogStack.App;
using FlowLogStack.Records;

const long LargestTemplate = 1_000_000;

OmittedAssets.Replace();

try
{
    var stacks = SettingsReader.ReadAll(Directory.GetCurrentDirectory(), Environment.GetEnvironmentVariable);
    var app = new Amazon.CDK.App(new Amazon.CDK.AppProps { Context = FeatureFlags.Read(), AnalyticsReporting = false });
    foreach (var settings in stacks)
        _ = settings.Member ? (Amazon.CDK.Stack)new MemberStack(app, settings) : new FlowLogMonitoringStack(app, settings);
    var assembly = app.Synth();
    var tooLarge = assembly.Stacks.Where(stack => new FileInfo(stack.TemplateFullPath).Length > LargestTemplate).ToList();
    foreach (var stack in tooLarge)
        Console.Error.WriteLine($"The template of the stack '{stack.StackName}' has {new FileInfo(stack.TemplateFullPath).Length:N0} bytes, and "
            + $"CloudFormation allows {LargestTemplate:N0}. List fewer 'sources', or use a format with fewer fields.");
    return tooLarge.Count == 0 ? 0 : 1;
}
catch (InvalidSettingsException e)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
// A problem that a construct, a validation or CDK reports is an error message for users, not a defect of the app. JSII throws exceptions of the base type
// for the errors of CDK.
catch (Exception e) when (e is ArgumentException or FlowLogFormatException || e.GetType() == typeof(Exception))
{
    Console.Error.WriteLine(ErrorText.Of(e));
    return 1;
}
