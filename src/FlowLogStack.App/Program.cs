using FlowLogStack.App;

try
{
    var settings = SettingsReader.Read(Directory.GetCurrentDirectory(), Environment.GetEnvironmentVariable);
    var app = new Amazon.CDK.App(new Amazon.CDK.AppProps { Context = FeatureFlags.Read(), AnalyticsReporting = false });
    _ = new FlowLogMonitoringStack(app, settings);
    app.Synth();
    return 0;
}
catch (InvalidSettingsException e)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
