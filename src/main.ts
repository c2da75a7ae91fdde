import './components/playground';
